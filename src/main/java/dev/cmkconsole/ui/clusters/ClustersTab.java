package dev.cmkconsole.ui.clusters;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import java.util.Optional;
import javafx.scene.Parent;

/** Encrypting clusters with the project's key, as a tab of a project that has one. */
public final class ClustersTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.CLUSTERS;
    }

    @Override
    public String titleKey() {
        return "clusters.tab";
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public Optional<Why> notApplicable(ProjectSnapshot now) {
        return now.posture()
                .filter(p -> p == Posture.NOT_SET_UP || p == Posture.OTHER_PROVIDER)
                .map(_ -> new Why(
                        Text.of("clusters.why.notSetUp"),
                        Text.of("clusters.why.notSetUpNext"),
                        Optional.of(Place.OfProject.ENABLE)));
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new ClustersViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new ClustersView(context.views(), model, context.readAgain());
        var following = context.snapshot().subscribe(now -> {
            model.show(now);
            view.refreshed();
        });
        return new Page() {
            @Override
            public Parent node() {
                return view.node();
            }

            @Override
            public String helpKey() {
                return "clusters.help";
            }

            @Override
            public void dispose() {
                following.unsubscribe();
            }
        };
    }
}
