package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.List;

/** Turns encryption of search nodes with the project's key on or off, and waits until the nodes are back. */
public final class SearchNodeSteps {
    public static final StepId NODES = StepId.of("check-search-nodes");
    public static final StepId BACK = StepId.of("search-nodes-back");

    private final ProjectSnapshot now;
    private final boolean on;
    private final WaitSettings waits;

    public SearchNodeSteps(ProjectSnapshot now, boolean on, WaitSettings waits) {
        this.now = now;
        this.on = on;
        this.waits = waits;
    }

    public static StepId change(boolean on) {
        return StepId.of(on ? "encrypt-search-nodes" : "decrypt-search-nodes");
    }

    /** Whether the project already is as wanted. */
    public boolean satisfied() {
        return now.encryption()
                .value()
                .map(EncryptionAtRest::enabledForSearchNodes)
                .filter(set -> set == on)
                .isPresent();
    }

    /** Whether no search node is being changed; false where that was not read. */
    public boolean settled() {
        return now.setup()
                .searchNodes()
                .value()
                .filter(all -> all.stream().allMatch(SearchNodes::idle))
                .isPresent();
    }

    /** Which search nodes are created anew: those of the clusters that use the project's key. */
    private List<String> affected() {
        return now.setup().searchNodes().value().orElse(List.of()).stream()
                .map(SearchNodes::cluster)
                .filter(name -> now.cluster(name).filter(c -> c.encrypted()).isPresent())
                .toList();
    }

    /** The search nodes must be known before any of them is taken away. */
    public Step known() {
        var unread = now.setup()
                .searchNodes()
                .<Status>fold(_ -> Status.DONE, code -> new Status.Blocked(Text.of("searchNodes.unread", code)));
        return Step.check(NODES)
                .words("searchNodes.known")
                .status(satisfied() ? Status.NOT_NEEDED : unread)
                .build();
    }

    private Text effect() {
        if (now.setup().searchNodes().value().isEmpty()) {
            return Text.of("searchNodes.effect.unread");
        }
        var affected = affected();
        return affected.isEmpty()
                ? Text.of("searchNodes.effect.none")
                : Text.of(on ? "searchNodes.effect.on" : "searchNodes.effect.off", String.join(", ", affected));
    }

    public Step change() {
        var effect = effect();
        return Step.atlas(change(on))
                .words(on ? "searchNodes.on" : "searchNodes.off")
                .explanation(effect)
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(satisfied()))
                .request(AtlasRequests.setSearchNodes(now.project().id(), on))
                .before(AtlasRequests.searchNodes(!on))
                .build();
    }

    public Step back() {
        return Step.waiting(BACK)
                .words("searchNodes.back")
                .status(Status.when(satisfied() && settled()))
                .until(new Awaited.SearchNodesBack(now.setup().searchNodes().value().orElse(List.of()).stream()
                        .map(SearchNodes::cluster)
                        .toList()))
                .poll(waits.poll())
                .build();
    }
}
