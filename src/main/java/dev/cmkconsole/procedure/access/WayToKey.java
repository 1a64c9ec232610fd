package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * Whether the policies of role and key allow Atlas on another way to KMS than the present one: through its private
 * endpoints, where AWS sees no public address, or over public addresses, where AWS sees no endpoint.
 */
public final class WayToKey {
    private WayToKey() {}

    /** What the policies say about one key, on the present way and on the other one. */
    private record Ways(AccessState state, KeyAccessEvaluation present, KeyAccessEvaluation other) {
        static Optional<Ways> of(AccessState state, boolean throughEndpoints) {
            var moved = new AccessState(state.now().withPrivateNetworking(throughEndpoints), state.want(), state.key());
            return RoleAccess.ofKey(state)
                    .flatMap(present -> RoleAccess.ofKey(moved).map(other -> new Ways(state, present, other)));
        }

        boolean refused() {
            return AtlasPolicies.KEY_ACTIONS.stream()
                    .anyMatch(a -> other.together(a).allowed() == Truth.FALSE
                            && present.together(a).allowed() != Truth.FALSE);
        }

        /** A doubt counts where it can come from the way, or where not every policy was read. */
        boolean open() {
            return AtlasPolicies.KEY_ACTIONS.stream().anyMatch(this::open);
        }

        private boolean open(String action) {
            if (other.together(action).allowed() != Truth.UNKNOWN) {
                return false;
            }
            return present.together(action).allowed() == Truth.TRUE || other.asksForPath() || !read();
        }

        private boolean read() {
            var aws = state.now().aws();
            return aws.role().value().flatMap(r -> r).isPresent()
                    && aws.keyPolicy().value().isPresent();
        }
    }

    /**
     * The step that stands for all checks of access in a plan that changes the way.
     *
     * @param keys the role's access to every key that Atlas uses; none where another step says why
     * @param over whether the way is changed already
     */
    public static Step check(List<AccessState> keys, boolean throughEndpoints, boolean over) {
        return Step.check(AccessSteps.ACCESS)
                .words(throughEndpoints ? "network.path" : "network.pathBack")
                .status(over ? Status.NOT_NEEDED : status(keys, throughEndpoints))
                .build();
    }

    private static Status status(List<AccessState> keys, boolean throughEndpoints) {
        if (keys.isEmpty()) {
            return Status.TO_DO;
        }
        var way = throughEndpoints ? "network.path" : "network.pathBack";
        var ways = keys.stream()
                .flatMap(k -> Ways.of(k, throughEndpoints).stream())
                .toList();
        var refused = ways.stream()
                .filter(Ways::refused)
                .map(w -> w.state().key().toString())
                .toList();
        if (!refused.isEmpty()) {
            return new Status.Blocked(Text.of(way + ".refused", String.join(", ", refused)));
        }
        if (ways.stream().noneMatch(Ways::open) && ways.size() == keys.size()) {
            return Status.DONE;
        }
        return keys.getFirst().unlessAccepted(AccessSteps.ACCESS, new Status.CannotTell(Text.of(way + ".open")));
    }
}
