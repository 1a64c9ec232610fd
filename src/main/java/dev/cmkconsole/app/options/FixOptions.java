package dev.cmkconsole.app.options;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Selects the check whose proposed change is applied. */
public final class FixOptions implements OrderOptions<FixChoices> {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "Atlas project ID.")
    private String project;

    @Option(
            names = "--check",
            required = true,
            paramLabel = "CHECK",
            description = "The failed check whose proposed change to apply, such as trust-policy.")
    private String check;

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

    @Option(
            names = "--accept",
            paramLabel = "STEP",
            split = ",",
            description = "Checks with an unknown result that you accept.")
    private List<String> accepted = List.of();

    @Override
    public Ordered<FixChoices> order(EncryptionService service) {
        String id = Project.checkId(project);
        var report = service.check(
                id,
                CheckFocus.of(
                        Optional.ofNullable(role).map(RoleArn::of),
                        Optional.ofNullable(key).map(KeyReference::parse),
                        Optional.empty()),
                _ -> {});
        var change = CheckId.parse(check).flatMap(report::result).map(CheckResult::verdict).stream()
                .flatMap(v -> v.fixes().stream())
                .filter(Fix.PolicyChange.class::isInstance)
                .map(Fix.PolicyChange.class::cast)
                .findFirst()
                .orElseThrow(() -> new ServiceException(new Problem.Local(
                        "fix",
                        "NOTHING_TO_FIX",
                        "The check \"" + check + "\" proposes no change of a document now.",
                        report.at())));
        return new Ordered<>(
                FixChoices.applying(change.request(), report.role()).withAccepted(RoleOptions.steps(accepted)), id);
    }
}
