package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.Set;

/** The conditions that the snapshot alone decides and that must hold before anything is sent. */
public final class AccessChecks {
    private AccessChecks() {}

    /** Checks that the project has no other configuration that saving this one would replace. */
    public static Step configuration(AccessState state) {
        return Step.check(AccessSteps.CONFIGURATION)
                .words("enable.checkConfiguration")
                .status(configurationStatus(state))
                .build();
    }

    private static Status configurationStatus(AccessState state) {
        if (state.now().encryption().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.encryption"));
        }
        if (state.now().roles().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.roles"));
        }
        var present = state.configuration().orElseThrow();
        return present.enabled() && !state.saved() ? otherConfiguration(state, present) : chosenRecord(state);
    }

    private static Status chosenRecord(AccessState state) {
        var chosen = state.want().role().accessRoleId();
        return chosen.isPresent() && state.record().isEmpty()
                ? new Status.Blocked(Text.of("enable.recordGone", chosen.get()))
                : Status.DONE;
    }

    private static Status otherConfiguration(AccessState state, AwsKms present) {
        if (present.onCredentials()) {
            return new Status.Blocked(Text.of("enable.onCredentials"));
        }
        return new Status.Blocked(Text.of(
                state.now().posture().orElseThrow() == Posture.KEY_INVALID ? "enable.keyInvalid" : "enable.alreadySet",
                present.customerMasterKeyId().orElse("?"),
                present.region().map(AwsRegion::id).orElse("?")));
    }

    /** A step for the doubt about the key that Atlas uses now; empty where there is none, as before the first key. */
    public static Optional<Step> presentKey(AccessState state) {
        return state.presentKeyDoubt()
                .map(doubt -> Step.check(AccessSteps.PRESENT_KEY)
                        .words("plan.presentKey")
                        .status(state.unlessAccepted(AccessSteps.PRESENT_KEY, new Status.CannotTell(doubt)))
                        .build());
    }

    public static Step owner(AccessState state) {
        return owner(state.now(), state.want().accepted());
    }

    public static Step owner(ProjectSnapshot now, Set<StepId> accepted) {
        Status status = now.projectOwner()
                .fold(
                        owner -> owner ? Status.DONE : new Status.Blocked(Text.of("enable.notOwner")),
                        code -> ownerUnknown(accepted, code));
        return Step.check(AccessSteps.OWNER)
                .words("enable.checkOwner")
                .status(status)
                .build();
    }

    private static Status ownerUnknown(Set<StepId> accepted, String code) {
        var doubt = Text.of("enable.ownerUnknown", code);
        return accepted.contains(AccessSteps.OWNER) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }

    /** Checks that the wanted key exists, that Atlas can use it, and that it is in the role's partition. */
    public static Step key(AccessState state) {
        return Step.check(AccessSteps.KEY)
                .words("enable.checkKey")
                .status(keyStatus(state))
                .build();
    }

    private static Status keyStatus(AccessState state) {
        var wanted = state.key();
        var role = state.roleArn();
        if (role.isPresent() && !role.get().partition().equals(wanted.partition())) {
            return new Status.Blocked(
                    Text.of("enable.partition", wanted.partition(), role.get().partition()));
        }
        return switch (state.now().aws().key()) {
            case Observed.Known<CustomerKey>(var key, var _) when !key.arn().equals(wanted) -> keyUnknown(state, "-");
            case Observed.Known<CustomerKey>(var key, var _) ->
                key.unusable().map(why -> unusable(state, key, why)).orElse(Status.DONE);
            case Observed.Failed<CustomerKey>(var problem, var _)
            when problem.code().equals(AwsErrorCode.NOT_FOUND) ->
                new Status.Blocked(Text.of("enable.keyMissing", wanted.toString()));
            case Observed.Failed<CustomerKey>(var problem, var _) -> keyUnknown(state, problem.code());
            case Observed.NotRead<CustomerKey> _ -> keyUnknown(state, "-");
        };
    }

    private static Status unusable(AccessState state, CustomerKey key, CustomerKey.Unusable why) {
        var said =
                Text.of("key.unusable." + why, key.arn().toString(), key.state().text());
        return why == CustomerKey.Unusable.NOT_TOLD
                ? state.unlessAccepted(AccessSteps.KEY, new Status.CannotTell(said))
                : new Status.Blocked(said);
    }

    private static Status keyUnknown(AccessState state, String code) {
        return state.unlessAccepted(
                AccessSteps.KEY,
                new Status.CannotTell(state.now()
                        .aws()
                        .signIn()
                        .orElseGet(
                                () -> Text.of("enable.keyUnknown", state.key().toString(), code))));
    }
}
