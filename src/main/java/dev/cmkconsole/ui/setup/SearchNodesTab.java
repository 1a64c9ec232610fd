package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** Turns encryption of search nodes with the project's key on, or off where it is on. The overview leads to it. */
public final class SearchNodesTab extends WizardTab {

    public SearchNodesTab() {
        super(new TabEntry(Place.OfProject.SEARCH_NODES, "searchNodes.tab", 80), "searchNodes.help");
    }

    @Override
    public boolean inRow() {
        return false;
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return now.posture()
                .filter(p -> p == Posture.NOT_SET_UP || p == Posture.OTHER_PROVIDER)
                .flatMap(_ -> NotApplicable.because("searchNodes.why.notSetUp", Place.OfProject.ENABLE));
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new SetupViewModel<>(context, Place.OfProject.SEARCH_NODES, SearchNodesTab::wish);
    }

    private static SetupFlow.Wish<SearchNodeChoices> wish(EncryptionService service, ProjectSnapshot now) {
        boolean on = now.encryption()
                .value()
                .filter(EncryptionAtRest::enabledForSearchNodes)
                .isEmpty();
        return new SetupFlow.Wish<>(
                new SearchNodePlanner(service.waits()),
                new SearchNodeChoices(on),
                on ? "searchNodes.wish.on" : "searchNodes.wish.off");
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.empty();
    }
}
