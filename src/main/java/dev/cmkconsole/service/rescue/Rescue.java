package dev.cmkconsole.service.rescue;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.procedure.rescue.Darkness;
import dev.cmkconsole.procedure.rescue.Diagnosis;
import dev.cmkconsole.procedure.rescue.Repair;
import dev.cmkconsole.procedure.rescue.Repairs;
import dev.cmkconsole.procedure.rescue.RescueChoices;
import dev.cmkconsole.procedure.rescue.RescuePlanner;
import dev.cmkconsole.service.EncryptionService;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps Atlas from a project's key, what that means, and the one repair.
 *
 * @param now the project with the answers of the checks
 * @param report the same answers with everything that they propose
 */
public record Rescue(
        ProjectSnapshot now, PreflightReport report, Diagnosis diagnosis, Darkness darkness, Optional<Repair> repair) {

    /**
     * Reads a project and finds the first cause. Changes nothing.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException when the project itself cannot be read
     */
    public static Rescue of(EncryptionService service, String projectId) {
        var read = service.observe(projectId, RescuePlanner.SCOPE);
        var kms = read.encryption().value().map(EncryptionAtRest::awsKms).filter(AwsKms::enabled);
        if (kms.isEmpty()) {
            return with(read, notAsked(read));
        }
        var report = service.check(projectId, CheckFocus.CONFIGURED);
        var now = read.withChecks(new Observed.Known<>(report.findings(), report.at()));
        return with(now, report);
    }

    private static Rescue with(ProjectSnapshot now, PreflightReport report) {
        var diagnosis = Diagnosis.of(now);
        return new Rescue(now, report, diagnosis, Darkness.of(now, diagnosis), Repairs.of(now, report, diagnosis));
    }

    /** A project without a key of its own has nothing to check. */
    private static PreflightReport notAsked(ProjectSnapshot now) {
        return new PreflightReport(
                now.project().id(),
                Optional.of(now.project()),
                now.at(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The choices for the repair, as it was found. */
    public RescueChoices choices() {
        return new RescueChoices(repair, Set.of());
    }
}
