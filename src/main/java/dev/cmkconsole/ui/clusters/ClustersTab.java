package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import java.util.Optional;

/** The tab that encrypts clusters with the project's key, for a project that has one. */
public final class ClustersTab implements ProjectTab {

    @Override
    public TabEntry entry() {
        return new TabEntry(Place.OfProject.CLUSTERS, "clusters.tab", 20);
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return NotApplicable.withoutKey(now, "clusters.why.notSetUp", Place.OfProject.ENABLE);
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new ClustersViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new ClustersView(context.views(), model, context.readAgain());
        var following = context.snapshot().subscribe(now -> {
            model.show(now);
            view.refreshed();
        });
        return Page.of(view.node(), "clusters.help").onDispose(following::unsubscribe);
    }
}
