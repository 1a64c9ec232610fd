package dev.cmkconsole.app.command;

import dev.cmkconsole.app.command.format.TextOrJson;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.CheckReportText;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.CheckFocus.FormerAccessKey;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.preflight.protection.ProtectionCheck;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.roles.RecordChoices;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Checks whether Atlas can use a key with a role, without a window and without changing anything. */
@Command(
        name = "check",
        description = "Check whether Atlas can use a key with a role. Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:every check passes, or only warns",
            "1:a check fails, AWS does not accept the credentials, or the project cannot be read",
            "2:wrong usage",
            "3:no check fails, but at least one result is unknown"
        })
final class CheckCommand implements Callable<Integer> {

    @ParentCommand
    private ConsoleCommand console;

    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--role-arn",
            paramLabel = "ARN",
            description = "ARN of the IAM role (default: the project's role).")
    private String role;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "KMS key: ARN, ID, alias/NAME or alias ARN (default: the project's key).")
    private String key;

    @Option(names = "--region", paramLabel = "REGION", description = "AWS region in which the key is expected.")
    private String region;

    @Option(
            names = "--access-role",
            paramLabel = "ID",
            description = "The Atlas role record whose external ID applies.")
    private String accessRole;

    @ArgGroup(exclusive = false)
    private Retired retired;

    @Option(
            names = "--protection",
            description = "Also check that only named principals may end the project's key (see: plan protect).")
    private boolean protection;

    @Option(
            names = "--organization",
            description = "Also check that the project complies with the organization's resource policies.")
    private boolean organization;

    @Mixin
    private TextOrJson format = new TextOrJson();

    /** The access key that the project used before its role. */
    static final class Retired {
        @Option(
                names = "--old-access-key",
                paramLabel = "ID",
                required = true,
                description = "ID of the access key that the project used before its role.")
        private String id;

        @Option(
                names = "--switched",
                paramLabel = "TIME",
                required = true,
                description = "When the project stopped using it, such as 2027-01-31T12:00:00Z.")
        private Instant at;
    }

    @Override
    public Integer call() {
        var id = project.id();
        var focus = new CheckFocus(
                Optional.ofNullable(accessRole).map(RecordChoices::checkId),
                Optional.ofNullable(role).map(RoleArn::of),
                Optional.ofNullable(key).map(KeyReference::parse),
                Optional.ofNullable(region).map(AwsRegion::of),
                Optional.ofNullable(retired).map(r -> new FormerAccessKey(RetireChoices.checkId(r.id), r.at)));
        try (var connector = console.connector()) {
            Session session = console.connectToRead(connector);
            var report = session.service().check(id, focus);
            if (protection) {
                var scope = ReadScope.CONFIGURED.with(ReadScope.More.KEY_GUARD);
                report = report.and(ProtectionCheck.result(session.service().observe(id, scope)));
            }
            if (organization) {
                var scope = ReadScope.CONFIGURED.with(ReadScope.More.POLICIES);
                report = report.and(ProjectPolicies.result(session.service().observe(id, scope)));
            }
            var text = new CheckReportText(console.program().messages());
            console.program().out().println(format.json() ? text.jsonText(report) : text.text(report));
            return switch (report.conclusion()) {
                case PASSES -> 0;
                case FAILS -> 1;
                case CANNOT_TELL -> 3;
            };
        }
    }
}
