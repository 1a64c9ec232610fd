package dev.cmkconsole.procedure.rescue;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.access.PresentKey;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import java.util.Optional;

/** Chooses the one repair of the first cause from what the checks propose. */
public final class Repairs {
    private Repairs() {}

    /**
     * @param report the checks that the diagnosis was made from
     * @return empty where nothing can be repaired from here
     */
    public static Optional<Repair> of(ProjectSnapshot now, PreflightReport report, Diagnosis diagnosis) {
        return diagnosis.first().flatMap(found -> switch (found.cause()) {
            case ROLE_GONE -> roleAnew(now, report);
            case ACCESS_KEY_INACTIVE -> reactivation(now);
            case REPLICA_MISSING -> anew(now, MissingReplica.configured(now));
            case REPLICA_ABSENT -> anew(now, MissingReplica.needed(now));
            case KEY_PENDING_DELETION,
                    KEY_REPLICAS_PENDING_DELETION,
                    KEY_DISABLED,
                    REPLICA_PENDING_DELETION,
                    REPLICA_UNUSABLE,
                    TRUST_EXTERNAL_ID,
                    TRUST_PRINCIPAL,
                    ROLE_POLICY_LACKS,
                    KEY_POLICY_LACKS ->
                found.finding().flatMap(f -> proposed(report, f.id())).map(change -> change(report, change));
            default -> Optional.empty();
        });
    }

    private static Optional<Repair> anew(ProjectSnapshot now, Optional<AwsRegion> region) {
        return region.flatMap(r -> MissingReplica.of(now, r)).map(MissingReplica::repair);
    }

    private static Repair change(PreflightReport report, AwsRequest request) {
        return new Repair.Change(FixChoices.applying(request, report.role()));
    }

    /** What the window applies at the press of a button beside the check. */
    private static Optional<AwsRequest> proposed(PreflightReport report, CheckId check) {
        return report.result(check)
                .flatMap(r -> r.verdict().fixes().stream()
                        .flatMap(fix -> request(fix).stream())
                        .findFirst());
    }

    private static Optional<AwsRequest> request(Fix fix) {
        return switch (fix) {
            case Fix.PolicyChange change -> Optional.of(change.request());
            case Fix.Command command -> command.request();
            case Fix.Button _, Fix.Advice _ -> Optional.empty();
        };
    }

    /** A role that is created again has no policy, so its access to the key is a part of the repair. */
    private static Optional<Repair> roleAnew(ProjectSnapshot now, PreflightReport report) {
        var key = PresentKey.of(now, report.key()).flatMap(PresentKey::arn);
        return proposed(report, CheckId.ROLE_EXISTS)
                .filter(AwsRequest.CreateRole.class::isInstance)
                .flatMap(_ -> now.configuredRole())
                .flatMap(record -> arn(record)
                        .flatMap(role -> key.map(k -> new Repair.RoleAnew(
                                EnableChoices.byConsole(
                                                RoleChoice.resume(record.roleId(), new RoleChoice.NewRole(role.name())),
                                                new KeyChoice.Existing(k))
                                        .withRoleArn(role),
                                k))));
    }

    private static Optional<RoleArn> arn(AccessRole record) {
        return record.iamRoleArn().flatMap(RoleArn::parse);
    }

    private static Optional<Repair> reactivation(ProjectSnapshot now) {
        return now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .flatMap(kms -> kms.accessKeyId())
                .map(id -> new Repair.Reactivation(RetireChoices.of(id, RetireAct.REACTIVATE)));
    }
}
