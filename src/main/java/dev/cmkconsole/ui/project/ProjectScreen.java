package dev.cmkconsole.ui.project;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import java.util.ArrayList;
import java.util.List;

/** The screen of one project, with the overview and the given tabs. */
public final class ProjectScreen implements Screen {
    private final List<ProjectTab> tabs;

    /**
     * @param others the tabs other than the overview, in any order
     */
    public ProjectScreen(List<ProjectTab> others) {
        var all = new ArrayList<ProjectTab>();
        all.add(new OverviewTab());
        all.addAll(others);
        this.tabs = List.copyOf(all);
    }

    @Override
    public boolean shows(Place place) {
        return place instanceof Place.InProject;
    }

    @Override
    public Object key(Place place) {
        return ((Place.InProject) place).projectId();
    }

    @Override
    public Page open(ScreenContext context, Place place) {
        var id = ((Place.InProject) place).projectId();
        var model = new ProjectViewModel(context.frame(), context.service(), id, tabs);
        var view = new ProjectView(
                model,
                new ProjectContext(
                        context.frame(),
                        context.views(),
                        context.service(),
                        id,
                        model.snapshotProperty(),
                        model::readAgain));
        var node = view.load();
        model.start();
        return Page.of(node, () -> view.current().map(Page::helpKey).orElse("help.project"))
                .onShown(where -> view.go((Place.InProject) where))
                .onReadAgain(() -> {
                    model.readAgain();
                    view.current().ifPresent(Page::readAgain);
                })
                .onFocusFilter(() -> view.current().ifPresent(Page::focusFilter))
                .onDispose(() -> {
                    model.dispose();
                    view.dispose();
                });
    }
}
