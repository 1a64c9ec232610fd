package dev.cmkconsole.procedure.network;

import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.endpoint.NetworkingSwitch;
import dev.cmkconsole.procedure.plan.ProcedureType;
import java.util.List;
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
            List.of(FollowUp.afterStep(NetworkingSwitch.step(true).value(), "report.next.privateNetwork", "clusters")));

    private NetworkProcedure() {}
}
