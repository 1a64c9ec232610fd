package dev.cmkconsole.procedure.roles;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.roles.FormerRecord;
import dev.cmkconsole.preflight.roles.LeftOverTrust;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which role record to deauthorize, and what to take back in AWS. Atlas forgets a record, so the choices keep what the
 * later steps need of it.
 *
 * @param record id of the record; empty where only left-over trust is removed
 * @param iamRole the IAM role behind it; empty where none is known
 * @param externalIds whose statements leave the trust policy; empty for a record that was never seen
 * @param backups whether backups may need the record, because the project has no key now
 * @param accepted steps without an answer that the user accepted
 */
public record RecordChoices(
        Optional<String> record,
        Optional<RoleArn> iamRole,
        List<String> externalIds,
        CleanUp cleanUp,
        boolean backups,
        Set<StepId> accepted)
        implements Choices<RecordChoices> {
    private static final Pattern ID = Pattern.compile("[a-f0-9]{24}");

    /** What happens in AWS. */
    public enum CleanUp {
        /** Nothing. */
        NOTHING,
        /** Atlas' statement leaves the trust policy. */
        TRUST,
        /** The IAM role is deleted. */
        ROLE
    }

    public RecordChoices {
        externalIds = List.copyOf(externalIds);
        accepted = Set.copyOf(accepted);
    }

    /** @throws InputException if the text is not the id of a record */
    public static String checkId(String text) {
        String id = text.strip();
        if (!ID.matcher(id).matches()) {
            throw new InputException("input.accessRole", id);
        }
        return id;
    }

    /** A record that the project has. */
    public static RecordChoices of(RecordStanding standing, ProjectSnapshot now, CleanUp cleanUp) {
        boolean off = now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::enabled)
                .isEmpty();
        return new RecordChoices(
                Optional.of(standing.record().roleId()),
                standing.iam().arn(),
                List.of(standing.record().externalId()),
                cleanUp,
                off && standing.record().authorized().isPresent(),
                Set.of());
    }

    /** A record that this program deleted: what is left of it in AWS. */
    public static RecordChoices of(FormerRecord former, Optional<RoleArn> iamRole, CleanUp cleanUp) {
        return new RecordChoices(
                Optional.of(former.roleId()),
                former.iamRoleArn().flatMap(RoleArn::parse).or(() -> iamRole),
                List.of(former.externalId()),
                cleanUp,
                false,
                Set.of());
    }

    /** A record that is known neither to Atlas nor to the history. */
    public static RecordChoices unknown(String roleId, CleanUp cleanUp) {
        return new RecordChoices(Optional.of(roleId), Optional.empty(), List.of(), cleanUp, false, Set.of());
    }

    public static RecordChoices leftOver(LeftOverTrust trust, CleanUp cleanUp) {
        return leftOver(trust.role(), trust.externalIds(), cleanUp);
    }

    public static RecordChoices leftOver(RoleArn role, List<String> externalIds, CleanUp cleanUp) {
        return new RecordChoices(Optional.empty(), Optional.of(role), externalIds, cleanUp, false, Set.of());
    }

    @Override
    public RecordChoices withAccepted(Set<StepId> steps) {
        return new RecordChoices(record, iamRole, externalIds, cleanUp, backups, steps);
    }

    @Override
    public RecordChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
