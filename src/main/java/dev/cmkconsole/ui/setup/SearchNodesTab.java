package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.TabGroup;
import java.util.Optional;

/** Turns encryption of search nodes with the project's key on, or off where it is on. */
public final class SearchNodesTab extends PlanTab<SearchNodeChoices> {

    public SearchNodesTab() {
        super(
                new TabEntry(Place.OfProject.SEARCH_NODES, "searchNodes.tab", 80),
                "searchNodes.help",
                "searchNodes.why.notSetUp",
                Place.OfProject.ENABLE);
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.NETWORK);
    }

    @Override
    SetupFlow.Wish<SearchNodeChoices> wish(EncryptionService service, ProjectSnapshot now) {
        boolean on = now.encryption()
                .value()
                .filter(EncryptionAtRest::enabledForSearchNodes)
                .isEmpty();
        return new SetupFlow.Wish<>(
                new SearchNodePlanner(service.waits()),
                new SearchNodeChoices(on),
                on ? "searchNodes.wish.on" : "searchNodes.wish.off");
    }
}
