package dev.cmkconsole.procedure;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Inquiry;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.ProjectSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives a project role-based access to a KMS key: MongoDB's documented order, with the external id that Atlas hands
 * out first and the key's permission before the configuration that needs it.
 */
public final class EnablePlanner implements Planner<EnableChoices> {
    public static final StepId CREATE_RECORD = StepId.of("create-access-role");
    public static final StepId SET_UP_ROLE = StepId.of("set-up-role");
    public static final StepId AUTHORIZE = StepId.of("authorize-role");
    public static final StepId ALLOW_KEY = StepId.of("allow-key");
    public static final StepId KEY_POLICY = StepId.of("key-policy");
    public static final StepId SAVE = StepId.of("save-configuration");
    public static final StepId VALID = StepId.of("key-valid");
    /** All checks of access together: accepting it accepts everything that cannot be told from here. */
    public static final StepId ACCESS = FindingSteps.ACCESS;

    /**
     * How Atlas says no while a change in IAM is not yet seen everywhere; the last is the 500 that it has been seen
     * to answer then.
     */
    static final Set<String> SETTLING = Set.of(
            "CANNOT_ASSUME_ROLE",
            "INVALID_AWS_CREDENTIALS",
            "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
            "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
            "UNEXPECTED_ERROR");

    private final Pace pace;

    public EnablePlanner(Pace pace) {
        this.pace = pace;
    }

    @Override
    public Procedure procedure() {
        return Procedure.ENABLE;
    }

    @Override
    public Focus focus(EnableChoices want) {
        return new Focus(
                Optional.of(want.roleName()),
                Optional.of(new KeyReference.ByArn(want.key())),
                Optional.of(want.key().region()));
    }

    @Override
    public Set<StepId> accepted(EnableChoices want) {
        return want.accepted();
    }

    @Override
    public Optional<Inquiry> inquiry(ProjectSnapshot now, EnableChoices want) {
        return Optional.of(new AccessState(now, want, want.key()).inquiry());
    }

    @Override
    public Plan plan(ProjectSnapshot now, EnableChoices want) {
        var f = new AccessState(now, want, want.key());
        var settling = new Retry(SETTLING, pace.retryDelay(), pace.retryAttempts());
        var record = new RecordSteps(f, settling);
        var role = new RoleSteps(f, settling);
        var access = new KeyAccessSteps(f, settling);
        var save = new SaveSteps(f, f.key().toString(), "enable.save", pace);
        var preparing = List.of(
                EnableChecks.configuration(f),
                EnableChecks.owner(f),
                EnableChecks.key(f),
                record.create(),
                role.setUp(),
                record.authorize(),
                access.allow(),
                access.keyPolicy());
        var checks = new FindingSteps(now.checks(), want, preparing, f.proved());
        var steps = new ArrayList<>(checks.blocking());
        steps.addAll(preparing);
        steps.addAll(List.of(checks.access(f.saved()), save.save(), save.valid()));
        return new Plan(Procedure.ENABLE, now.project(), now.at(), steps);
    }
}
