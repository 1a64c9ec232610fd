package dev.cmkconsole.procedure.newkey;

import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessState;
import dev.cmkconsole.procedure.access.KeyAccessSteps;
import dev.cmkconsole.procedure.access.RoleAccess;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The wanted key in a plan, which may create the key first. Nothing is known about a key that does not exist yet, so
 * every step that is about the key is to do until then.
 */
public final class WantedKey {
    /** The checks whose answer does not depend on the key. */
    private static final Set<CheckId> INDEPENDENT_OF_KEY = Set.of(
            CheckId.PROJECT_OWNER,
            CheckId.ROLE_EXISTS,
            CheckId.TRUST_POLICY,
            CheckId.CONFUSED_DEPUTY,
            CheckId.ATLAS_ASSUMED_ROLE);

    private final AccessState state;
    private final Optional<NewKey> wish;
    private final Retry settling;

    /** @param wish the key to create first; empty for a key that exists */
    public WantedKey(AccessState state, Optional<NewKey> wish, Retry settling) {
        this.state = state;
        this.wish = wish;
        this.settling = settling;
    }

    /** Whether the key exists, as far as the user says or the snapshot shows. */
    public static boolean exists(ProjectSnapshot now, Optional<NewKey> wish) {
        return wish.isEmpty() || now.aws().key().value().isPresent();
    }

    public boolean exists() {
        return exists(state.now(), wish);
    }

    /** The key as Atlas is to hold it. */
    public String stored() {
        return state.stored(
                exists()
                        ? state.key().multiRegion()
                        : wish.filter(NewKey::multiRegion).isPresent());
    }

    /** The steps that create the key; none for a key that the user chose. */
    public List<Step> create() {
        return wish.map(w -> new NewKeySteps(state, w, settling).all()).orElse(List.of());
    }

    /** A role of another partition can never use the key, so that this is known before there is a key. */
    public Step check() {
        var check = AccessChecks.key(state);
        boolean otherPartition = state.roleArn()
                .filter(role -> !role.partition().equals(state.key().partition()))
                .isPresent();
        return otherPartition ? check : whenItExists(check);
    }

    /**
     * A doubt about a key that does not exist yet: a boundary without room for further keys keeps the role from it, and
     * its ARN is known only once it exists and is paid for.
     */
    public Optional<Step> boundary() {
        return exists()
                ? Optional.empty()
                : RoleAccess.boundaryRefuses(state)
                        .map(refusal -> Step.check(StepId.ofCheck(CheckId.PERMISSIONS_BOUNDARY))
                                .words("newKey.boundary")
                                .status(state.unlessAccepted(
                                        StepId.ofCheck(CheckId.PERMISSIONS_BOUNDARY), new Status.CannotTell(refusal)))
                                .build());
    }

    /** A role that may use every key of the account may use a new key too, and the run writes nothing. */
    public Step allow() {
        var allow = new KeyAccessSteps(state, settling).allow();
        return allow.status().done() ? allow : whenItExists(allow);
    }

    public Step keyPolicy() {
        return whenItExists(new KeyAccessSteps(state, settling).keyPolicy());
    }

    /** The findings that count now. */
    public Observed<List<Finding>> findings() {
        var checks = state.now().checks();
        return exists()
                ? checks
                : checks.map(all -> all.stream()
                        .filter(f -> INDEPENDENT_OF_KEY.contains(f.id()))
                        .toList());
    }

    /** The step; to do before the key exists, whatever is known of other keys. */
    public Step whenItExists(Step step) {
        return exists() ? step : step.withStatus(Status.TO_DO);
    }
}
