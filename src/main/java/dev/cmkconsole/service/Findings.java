package dev.cmkconsole.service;

import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Converts check results to the form that plans take. */
final class Findings {
    private static final Set<Group> WITHOUT_ROLE = Set.of(Group.YOU, Group.KEY);

    private Findings() {}

    /** What was read for the checks, and the checks' one answer to it. */
    record Judged(AccessFacts facts, PreflightReport report) {}

    /** The snapshot with what the checks found and what they read for it. */
    static ProjectSnapshot into(ProjectSnapshot now, Supplier<Judged> reading, AcceptedDoubts accepted, Clock clock) {
        try {
            var judged = reading.get();
            var report = judged.report();
            var findings = report.results().stream().map(Findings::finding).toList();
            return now.withChecks(new Observed.Known<>(findings, clock.instant()))
                    .withEvidence(evidence(judged.facts()))
                    .withAccepted(accepted.among(report));
        } catch (ServiceException e) {
            return now.withChecks(new Observed.Failed<>(e.problem(), clock.instant()));
        }
    }

    private static Optional<AccessEvidence> evidence(AccessFacts facts) {
        return facts.roleArn()
                .flatMap(role -> facts.keyArn()
                        .map(key -> new AccessEvidence(
                                role,
                                key,
                                facts.get(Evidence.MANAGED),
                                new AccessEvidence.OfKey(facts.get(Evidence.GRANTS), facts.get(Evidence.KEY_TAGS)),
                                new AccessEvidence.Addresses(
                                        facts.get(Evidence.CONTROL_PLANE), facts.get(Evidence.NODES)))));
    }

    private static Finding finding(CheckResult result) {
        var verdict = result.verdict();
        return new Finding(
                result.id(),
                !WITHOUT_ROLE.contains(result.group()),
                verdict.outcome(),
                result.question(),
                verdict.reason(),
                verdict.fixes().stream().findFirst().map(Fix::advice),
                verdict.fixes().stream().findFirst().flatMap(Findings::remedy));
    }

    private static Optional<Finding.Remedy> remedy(Fix fix) {
        return switch (fix) {
            case Fix.PolicyChange change ->
                Optional.of(new Finding.Remedy(
                        Optional.of(change.request().operation()),
                        Optional.of(change.command()),
                        Optional.of(new Finding.PolicyRevision(change.before(), change.after()))));
            case Fix.Command(var _, var command, var _) ->
                Optional.of(new Finding.Remedy(Optional.empty(), Optional.of(command), Optional.empty()));
            case Fix.Button(var _, var action) ->
                Optional.of(new Finding.Remedy(Optional.of(action.id()), Optional.empty(), Optional.empty()));
            case Fix.Advice _ -> Optional.empty();
        };
    }
}
