package dev.cmkconsole.procedure.endpoint;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;

/** The setting of a project that Atlas reaches AWS KMS through private endpoints only. */
public final class NetworkingSwitch {
    private NetworkingSwitch() {}

    public static StepId step(boolean on) {
        return StepId.of(on ? "require-private-networking" : "turn-off-private-networking");
    }

    /**
     * Saves the configuration as it is with this setting alone changed.
     *
     * @param kms the present configuration, with a role
     * @param words what the keys of the texts begin with
     */
    public static Step change(ProjectSnapshot now, AwsKms kms, boolean on, String words, WaitSettings waits) {
        var step = Step.atlas(step(on))
                .words(words)
                .reversibility(Reversibility.COMPENSATE)
                .before(AtlasRequests.encryption(kms))
                .retry(new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts()))
                .status(Status.when(kms.requirePrivateNetworking() == on));
        kms.roleId()
                .flatMap(role -> kms.customerMasterKeyId()
                        .flatMap(key -> kms.region()
                                .map(region -> AtlasRequests.saveEncryption(
                                        now.project().id(), role, key, region, on))))
                .ifPresent(step::request);
        return step.build();
    }
}
