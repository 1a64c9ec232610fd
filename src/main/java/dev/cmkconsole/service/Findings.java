package dev.cmkconsole.service;

import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Puts into a snapshot what the checks found and what they read for it. */
final class Findings {
    private Findings() {}

    /** What was read for the checks, and the checks' one answer to it. */
    record Judged(AccessFacts facts, PreflightReport report) {}

    /** The snapshot with what the checks found and what they read for it. */
    static ProjectSnapshot into(ProjectSnapshot now, Supplier<Judged> reading, AcceptedDoubts accepted, Clock clock) {
        try {
            var judged = reading.get();
            var report = judged.report();
            var findings = report.findings();
            return now.withChecks(new Observed.Known<>(findings, clock.instant()))
                    .withEvidence(evidence(judged.facts(), findings))
                    .withAccepted(accepted.among(report));
        } catch (ServiceException e) {
            return now.withChecks(new Observed.Failed<>(e.problem(), clock.instant()));
        }
    }

    private static Optional<AccessEvidence> evidence(AccessFacts facts, List<Finding> findings) {
        return facts.roleArn()
                .flatMap(role -> facts.keyArn()
                        .map(key -> new AccessEvidence(
                                role,
                                key,
                                facts.get(Evidence.MANAGED),
                                new AccessEvidence.OfKey(facts.get(Evidence.GRANTS), facts.get(Evidence.KEY_TAGS)),
                                new AccessEvidence.Addresses(
                                        facts.get(Evidence.CONTROL_PLANE), facts.get(Evidence.NODES)),
                                AccessEvidence.olderKeys(findings))));
    }
}
