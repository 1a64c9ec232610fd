package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.endpoint.NetworkingSwitch;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes Atlas reach a project's key through private endpoints only, or over public addresses again. */
public final class NetworkProcedure {
    public static final ProcedureType<NetworkChoices> TYPE = ProcedureType.of(
                    "private-network",
                    NetworkPlanner::new,
                    Set.of(
                            RecordedOperation.REPLICATE_KEY,
                            RecordedOperation.PUT_KEY_POLICY,
                            RecordedOperation.PUT_ROLE_POLICY,
                            RecordedOperation.UPDATE_ENCRYPTION,
                            RecordedOperation.CREATE_KMS_ENDPOINT,
                            RecordedOperation.DELETE_KMS_ENDPOINT),
                    List.of(FollowUp.afterStep(
                            NetworkingSwitch.step(true).value(), "report.next.privateNetwork", "clusters")))
            .next(NetworkProcedure::next);

    private NetworkProcedure() {}

    /** The latest check found an endpoint that is not active. */
    private static Optional<NextStep> next(ProjectSnapshot now) {
        var found = now.state();
        return found.findings().contains(CheckId.PRIVATE_ENDPOINTS)
                        || found.warnings().contains(CheckId.PRIVATE_ENDPOINTS)
                ? Optional.of(new NextStep("ENDPOINTS", TYPE.id()))
                : Optional.empty();
    }
}
