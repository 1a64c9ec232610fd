package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;

/** What must hold before the enable procedure sends anything. */
public final class AccessChecks {
    public static final StepId CONFIGURATION = StepId.of("check-configuration");
    public static final StepId OWNER = StepId.of("check-owner");
    public static final StepId KEY = StepId.of("check-key");

    private AccessChecks() {}

    public static Step configuration(AccessState f) {
        return check(CONFIGURATION, "enable.checkConfiguration", configurationStatus(f));
    }

    private static Status configurationStatus(AccessState f) {
        if (f.now().encryption().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.encryption"));
        }
        if (f.now().roles().value().isEmpty()) {
            return new Status.Blocked(Text.of("plan.unreadable.roles"));
        }
        var now = f.configuration().orElseThrow();
        if (!now.enabled() || f.saved()) {
            return f.want().role().accessRoleId().isPresent() && f.record().isEmpty()
                    ? new Status.Blocked(Text.of(
                            "enable.recordGone", f.want().role().accessRoleId().get()))
                    : Status.DONE;
        }
        Posture posture = f.now().posture().orElseThrow();
        if (now.onCredentials()) {
            return new Status.Blocked(Text.of("enable.onCredentials"));
        }
        return new Status.Blocked(Text.of(
                posture == Posture.KEY_INVALID ? "enable.keyInvalid" : "enable.alreadySet",
                now.customerMasterKeyId().orElse("?"),
                now.region().map(AwsRegion::id).orElse("?")));
    }

    public static Step owner(AccessState f) {
        Status status = switch (f.now().projectOwner()) {
            case Observed.Known<Boolean>(var owner, var _) ->
                owner ? Status.DONE : new Status.Blocked(Text.of("enable.notOwner"));
            case Observed.Failed<Boolean>(var problem, var _) ->
                f.unlessAccepted(OWNER, new Status.CannotTell(Text.of("enable.ownerUnknown", problem.code())));
            case Observed.NotRead<Boolean> _ ->
                f.unlessAccepted(OWNER, new Status.CannotTell(Text.of("enable.ownerUnknown", "-")));
        };
        return check(OWNER, "enable.checkOwner", status);
    }

    public static Step key(AccessState f) {
        return check(KEY, "enable.checkKey", keyStatus(f));
    }

    private static Status keyStatus(AccessState f) {
        var wanted = f.key();
        var role = f.roleArn();
        if (role.isPresent() && !role.get().partition().equals(wanted.partition())) {
            return new Status.Blocked(
                    Text.of("enable.partition", wanted.partition(), role.get().partition()));
        }
        return switch (f.now().aws().key()) {
            case Observed.Known<CustomerKey>(var key, var _)
            when !key.arn().equals(wanted) ->
                f.unlessAccepted(KEY, new Status.CannotTell(Text.of("enable.keyUnknown", wanted.toString(), "-")));
            case Observed.Known<CustomerKey>(var key, var _) ->
                key.unusable()
                        .<Status>map(why -> new Status.Blocked(Text.of(
                                "key.unusable." + why,
                                key.arn().toString(),
                                key.state().word())))
                        .orElse(Status.DONE);
            case Observed.Failed<CustomerKey>(var problem, var _) ->
                problem.code().equals("NotFoundException")
                        ? new Status.Blocked(Text.of("enable.keyMissing", wanted.toString()))
                        : f.unlessAccepted(
                                KEY,
                                new Status.CannotTell(Text.of("enable.keyUnknown", wanted.toString(), problem.code())));
            case Observed.NotRead<CustomerKey> _ ->
                f.unlessAccepted(KEY, new Status.CannotTell(Text.of("enable.keyUnknown", wanted.toString(), "-")));
        };
    }

    private static Step check(StepId id, String key, Status status) {
        return new Step.CheckStep(
                id,
                Text.of(key + ".title"),
                Text.of(key + ".reason"),
                status,
                Rendering.of(Text.of(key + ".explain")),
                "");
    }
}
