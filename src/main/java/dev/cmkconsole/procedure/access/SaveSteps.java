package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Output;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.List;

/** Saves a key in the project with an authorized role, and waits until Atlas and its clusters use the key. */
public final class SaveSteps {
    private final AccessState state;
    private final String sent;
    private final String words;
    private final WaitSettings waits;

    /**
     * @param sent the key as Atlas is to hold it: its ARN, or its id where Atlas already holds the id
     * @param words what the keys of the texts begin with
     */
    public SaveSteps(AccessState state, String sent, String words, WaitSettings waits) {
        this.state = state;
        this.sent = sent;
        this.words = words;
        this.waits = waits;
    }

    public Step save() {
        String roleId = state.record().map(AccessRole::roleId).orElseGet(Output.ROLE_ID::token);
        boolean privateNetworking =
                state.configuration().filter(AwsKms::requirePrivateNetworking).isPresent();
        var region = state.key().region();
        AtlasRequest request = AtlasRequests.saveEncryption(state.projectId(), roleId, sent, region, privateNetworking);
        String replaced =
                state.configuration().flatMap(AwsKms::customerMasterKeyId).orElse("-");
        return Step.atlas(AccessSteps.SAVE)
                .words(words)
                .inExplanation(sent, region.id(), replaced)
                .reversibility(Reversibility.COMPENSATE)
                .status(Status.when(state.saved()))
                .request(request)
                .before(AtlasRequests.encryption(state.configuration().orElse(AwsKms.OFF)))
                .target(state.key().toString())
                .retry(new Retry(AccessSteps.SETTLING, waits.retryDelay(), waits.retryAttempts()))
                .build();
    }

    public Step valid() {
        return Step.waiting(AccessSteps.VALID)
                .words("enable.valid")
                .until(new Awaited.KeyValid())
                .status(Status.when(state.proved()))
                .poll(waits.poll())
                .build();
    }

    /**
     * Waits for the encrypted clusters: Atlas gives each of their nodes a new master key. A paused cluster gets it
     * when it is resumed.
     */
    public Step deployed() {
        var paused = state.now().clusters().value().orElse(List.of()).stream()
                .filter(c -> c.encrypted() && c.paused())
                .map(Cluster::name)
                .toList();
        Text explanation = paused.isEmpty()
                ? Text.of("keyChange.deployed.explain")
                : Text.of("keyChange.deployed.explainPaused", String.join(", ", paused));
        return Step.waiting(AccessSteps.DEPLOYED)
                .words("keyChange.deployed")
                .until(new Awaited.ClustersSettled())
                .title(Text.of(paused.isEmpty() ? "keyChange.deployed.title" : "keyChange.deployed.titlePaused"))
                .explanation(explanation)
                .status(Status.when(state.proved() && state.encryptedClustersSettled()))
                .poll(waits.poll())
                .build();
    }
}
