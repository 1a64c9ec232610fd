package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.roles.RolesReading;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices of deauthorizing a role record and of cleaning up after it. */
public final class AccessOptions implements OrderOptions<RecordChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup(multiplicity = "1")
    private Subject subject;

    /** A record in Atlas, or a role in AWS that no record needs. */
    static final class Subject {
        @Option(
                names = "--deauthorize",
                required = true,
                paramLabel = "ROLE_ID",
                description = "Deauthorize and delete this role record, as \"access list\" shows it.")
        private String record;

        @Option(
                names = "--left-over",
                required = true,
                paramLabel = "ROLE_NAME",
                description = "Remove the trust that is left over in this IAM role, as \"access list\" shows it.")
        private String role;
    }

    @ArgGroup
    private Aws aws;

    /** What happens in AWS. */
    static final class Aws {
        @Option(
                names = "--remove-trust",
                description = "Also remove Atlas' statement for the record from the trust policy of its IAM role.")
        private boolean trust;

        @Option(
                names = "--delete-role",
                description = "Also delete the IAM role, if this console created it and no one else uses it.")
        private boolean role;
    }

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<RecordChoices> order(EncryptionService service) {
        var id = project.id();
        var record = subject.record == null ? null : RecordChoices.checkId(subject.record);
        var role = subject.role == null ? null : RoleArn.checkName(subject.role);
        if (role != null && aws != null && aws.trust) {
            throw new InputException("input.leftOver.clean");
        }
        var reading = RolesReading.of(service, id);
        var choices = record != null ? reading.deauthorize(record, cleanUp()) : leftOver(reading, role);
        return new Ordered<>(choices.withAccepted(accepted.steps()), id);
    }

    private CleanUp cleanUp() {
        if (aws == null) {
            return CleanUp.NOTHING;
        }
        return aws.role ? CleanUp.ROLE : CleanUp.TRUST;
    }

    private RecordChoices leftOver(RolesReading reading, String role) {
        var roles = reading.roles();
        roles.accountUnread().ifPresent(code -> {
            throw new InputException("input.leftOver.unread", code);
        });
        boolean delete = aws != null && aws.role;
        return roles.leftOver().stream()
                .filter(trust -> trust.role().name().equals(role))
                .findFirst()
                .map(trust -> RecordChoices.leftOver(trust, delete ? CleanUp.ROLE : CleanUp.TRUST))
                .or(() -> delete ? Optional.empty() : nothingLeft(reading, role))
                .orElseThrow(() -> new InputException("input.leftOver", role));
    }

    /** A role whose trust was removed before: a plan that is done. */
    private static Optional<RecordChoices> nothingLeft(RolesReading reading, String role) {
        return reading.now().setup().roles().trusts().value().orElse(List.of()).stream()
                .map(RoleTrust::arn)
                .filter(arn -> arn.name().equals(role))
                .findFirst()
                .map(arn -> RecordChoices.leftOver(arn, List.of(), CleanUp.TRUST));
    }
}
