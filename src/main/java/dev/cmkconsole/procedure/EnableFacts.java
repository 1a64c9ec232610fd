package dev.cmkconsole.procedure;

import dev.cmkconsole.model.AccessRole;
import dev.cmkconsole.model.AwsCaller;
import dev.cmkconsole.model.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.IamRole;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.RoleArn;
import dev.cmkconsole.procedure.RoleChoice.ExistingRole;
import dev.cmkconsole.procedure.RoleChoice.NewRole;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the enable procedure makes of a snapshot and the choices: which role record, which IAM role, which configuration. */
record EnableFacts(ProjectSnapshot now, EnableChoices want) {

    String projectId() {
        return now.project().id();
    }

    String roleName() {
        return want.role().iam().roleName();
    }

    /** The IAM role's ARN, as soon as anything tells it. */
    Optional<RoleArn> roleArn() {
        return switch (want.role().iam()) {
            case ExistingRole(var arn) -> Optional.of(arn);
            case NewRole(var name) -> iamRole().map(IamRole::arn)
                    .or(want::roleArn)
                    .or(() -> chosenRecord().flatMap(AccessRole::iamRoleArn).flatMap(RoleArn::parse))
                    .or(() -> caller().map(c -> new RoleArn(c.partition(), c.account(), "/", name)));
        };
    }

    Optional<AwsCaller> caller() {
        return now.aws().caller().value();
    }

    /** The role as AWS shows it; empty when it does not exist or cannot be read. */
    Optional<IamRole> iamRole() {
        return now.aws().role().value().flatMap(r -> r);
    }

    boolean iamReadable() {
        return now.aws().role().value().isPresent();
    }

    private Optional<AccessRole> chosenRecord() {
        return want.role().accessRoleId().flatMap(id -> records().stream().filter(r -> r.roleId().equals(id)).findFirst());
    }

    private List<AccessRole> records() {
        return now.roles().value().orElse(List.of());
    }

    /**
     * Atlas' record of the role. A record that already names the IAM role is used; else one in progress is continued rather than a second one made, so
     * that a lost answer or a killed program leaves nothing behind.
     */
    Optional<AccessRole> record() {
        if (want.role().accessRoleId().isPresent()) {
            return chosenRecord();
        }
        var target = roleArn();
        return records().stream().filter(r -> target.isPresent() && r.iamRoleArn().filter(target.get().toString()::equals).isPresent())
                .min(Comparator.comparing(AccessRole::created))
                .or(() -> records().stream().filter(r -> r.state() == AccessRole.State.IN_PROGRESS && !want.role().besides().contains(r.roleId()))
                        .min(Comparator.comparing(AccessRole::created)));
    }

    boolean authorized() {
        return record().filter(r -> r.authorized().isPresent()).flatMap(AccessRole::iamRoleArn)
                .filter(arn -> roleArn().map(RoleArn::toString).filter(arn::equals).isPresent()).isPresent();
    }

    Optional<AwsKms> configuration() {
        return now.encryption().value().map(e -> e.awsKms());
    }

    /** Whether Atlas already holds exactly what is wanted. */
    boolean saved() {
        return configuration().filter(c -> c.usesKey(want.key()) && c.roleId().isPresent()
                && record().map(AccessRole::roleId).equals(c.roleId())).isPresent();
    }

    String policyName() {
        return "AtlasEncryptionAtRest-" + projectId();
    }

    boolean byHand(StepId step) {
        return want.doneByHand().contains(step);
    }

    Status unlessAccepted(StepId step, Status.CannotTell doubt) {
        return want.accepted().contains(step) ? Status.DONE : doubt;
    }
}
