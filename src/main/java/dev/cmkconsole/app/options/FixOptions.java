package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.RunId;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.service.EncryptionService;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Selects the check whose proposed change is applied, or the recorded change that is undone. */
public final class FixOptions implements OrderOptions<FixChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @ArgGroup(multiplicity = "1")
    private Source source;

    /** Where the change comes from: picocli fills one of the two. */
    private static final class Source {
        @Option(
                names = "--check",
                paramLabel = "CHECK",
                description = "The failed check whose proposed change to apply, such as trust-policy.")
        private String check;

        @Option(
                names = "--undo",
                paramLabel = "RUN ID",
                description = "The run whose change of a policy document to undo. Undoing a created policy deletes it.")
        private String undo;
    }

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "With --undo: the step to undo, for a run that changed several documents.")
    private String step;

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

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<FixChoices> order(EncryptionService service) {
        String id = project.id();
        if (source.undo != null) {
            String run = RunId.check(source.undo);
            var request = new RecordedUndo(service.history().ofRun(run), id, service.now())
                    .request(run, Optional.ofNullable(step));
            return new Ordered<>(FixChoices.puttingBack(request).withAccepted(accepted.steps()), id);
        }
        String check = source.check;
        var wanted = CheckId.parse(check).orElseThrow(() -> new InputException("input.checkId", check, ids()));
        var report = service.check(
                id,
                new CheckFocus(
                        Optional.ofNullable(accessRole).map(RecordChoices::checkId),
                        Optional.ofNullable(role).map(RoleArn::of),
                        Optional.ofNullable(key).map(KeyReference::parse),
                        Optional.ofNullable(region).map(AwsRegion::of),
                        Optional.empty()),
                _ -> {});
        var result = report.result(wanted)
                .orElseThrow(() -> nothing("The check \"" + check + "\" does not arise now.", report.at()));
        if (result.verdict().outcome() == CheckOutcome.PASS) {
            throw nothing("The check \"" + check + "\" passes.", report.at());
        }
        var request = request(result)
                .orElseThrow(() -> new FixByHand(
                        result,
                        id,
                        report.with(CheckOutcome.FAIL).stream()
                                .filter(r -> request(r).isPresent())
                                .map(CheckResult::id)
                                .toList()));
        return new Ordered<>(FixChoices.applying(request, report.role()).withAccepted(accepted.steps()), id);
    }

    private static Optional<AwsRequest> request(CheckResult result) {
        return result.verdict().fixes().stream()
                .flatMap(fix -> request(fix).stream())
                .findFirst();
    }

    /** What the window applies at the press of a button. */
    private static Optional<AwsRequest> request(Fix fix) {
        return switch (fix) {
            case Fix.PolicyChange change -> Optional.of(change.request());
            case Fix.Command command -> command.request();
            case Fix.Button _, Fix.Advice _ -> Optional.empty();
        };
    }

    private static ServiceException nothing(String why, Instant at) {
        return new ServiceException(new Problem.Local("fix", "NOTHING_TO_FIX", why, at));
    }

    private static String ids() {
        return Arrays.stream(CheckId.values()).map(CheckId::toString).collect(Collectors.joining(", "));
    }
}
