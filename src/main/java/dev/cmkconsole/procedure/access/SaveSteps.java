package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.List;
import java.util.Optional;

/** A key saved in the project with a role that is authorized, and what there is to wait for afterwards. */
public final class SaveSteps {
    static final StepId DEPLOYED = StepId.of("clusters-deployed");

    private final AccessState f;
    private final String sent;
    private final String words;
    private final WaitSettings pace;

    /**
     * @param sent the key as Atlas is to hold it: its ARN, or the id where Atlas holds an id already
     * @param words what the text keys begin with
     */
    public SaveSteps(AccessState f, String sent, String words, WaitSettings pace) {
        this.f = f;
        this.sent = sent;
        this.words = words;
        this.pace = pace;
    }

    public Step save() {
        String roleId = f.record().map(AccessRole::roleId).orElse(RecordSteps.NO_ROLE_ID);
        boolean privateNetworking =
                f.configuration().filter(AwsKms::requirePrivateNetworking).isPresent();
        var region = f.key().region();
        AtlasRequest request = AtlasRequests.saveEncryption(f.projectId(), roleId, sent, region, privateNetworking);
        String replaced = f.configuration().flatMap(AwsKms::customerMasterKeyId).orElse("-");
        var rendering = new Rendering(
                Text.of(words + ".explain", sent, region.id(), replaced),
                Optional.of(Commands.curl(request)),
                Optional.of(Commands.saveEncryption(f.projectId(), request)),
                Optional.of(Terraform.encryption(f.projectId(), sent, region, privateNetworking)));
        return new Step.AtlasStep(
                AccessSteps.SAVE,
                Text.of(words + ".title"),
                Text.of(words + ".reason"),
                Reversibility.COMPENSATE,
                Status.when(f.saved()),
                rendering,
                f.record().isPresent() ? Optional.of(request) : Optional.empty(),
                Optional.of(f.key().toString()),
                new Retry(AccessSteps.SETTLING, pace.retryDelay(), pace.retryAttempts()),
                "");
    }

    public Step valid() {
        return new Step.WaitStep(
                AccessSteps.VALID,
                Text.of("enable.valid.title"),
                Text.of("enable.valid.reason"),
                Status.when(f.proved()),
                Rendering.of(Text.of("enable.valid.explain")),
                pace.poll(),
                "");
    }

    /**
     * Atlas gives every node of the encrypted clusters its master key anew; a paused cluster gets it when it is
     * resumed.
     */
    public Step deployed() {
        boolean all = f.now()
                .clusters()
                .value()
                .filter(some -> some.stream().filter(Cluster::encrypted).allMatch(c -> c.idle() || c.paused()))
                .isPresent();
        var paused = f.now().clusters().value().orElse(List.of()).stream()
                .filter(c -> c.encrypted() && c.paused())
                .map(Cluster::name)
                .toList();
        Text explanation = paused.isEmpty()
                ? Text.of("keyChange.deployed.explain")
                : Text.of("keyChange.deployed.explainPaused", String.join(", ", paused));
        return new Step.WaitStep(
                DEPLOYED,
                Text.of("keyChange.deployed.title"),
                Text.of("keyChange.deployed.reason"),
                Status.when(f.proved() && all),
                Rendering.of(explanation),
                pace.poll(),
                "");
    }
}
