package dev.cmkconsole.procedure.disable;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.procedure.access.AccessChecks;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RuleSteps;
import dev.cmkconsole.procedure.access.SearchNodeSteps;
import dev.cmkconsole.procedure.endpoint.EndpointRemoval;
import dev.cmkconsole.procedure.endpoint.NetworkingSwitch;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Plans to turn a project's own key off, in the only order that Atlas accepts: private endpoints, private networking,
 * search nodes, clusters, project. Nothing is sent while a policy forbids it, or while Atlas would refuse the end.
 */
public final class DisablePlanner implements Planner<DisableChoices> {
    static final StepId TURN_OFF = StepId.of("turn-off-encryption");

    private final WaitSettings waits;

    public DisablePlanner(WaitSettings waits) {
        this.waits = waits;
    }

    @Override
    public ProcedureType<?> procedure() {
        return DisableProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(DisableChoices choices) {
        return ReadScope.CONFIGURED.with(
                ReadScope.More.RULES, ReadScope.More.KMS_ENDPOINTS, ReadScope.More.SEARCH_NODES);
    }

    @Override
    public Plan plan(ProjectSnapshot now, DisableChoices want) {
        var kms = now.encryption().value().map(e -> e.awsKms());
        var clusters = new ClusterSteps(now, waits);
        var nodes = new SearchNodeSteps(now, false, waits);
        boolean off = kms.filter(k -> !k.enabled()).isPresent();
        boolean over = off && clusters.over();
        var rules = new RuleSteps(now, want, over);
        var steps = new ArrayList<Step>();
        steps.add(check(now, want, over));
        if (!over) {
            steps.add(AccessChecks.owner(now, want.accepted()));
        }
        steps.add(rules.organization(changes(now, clusters, nodes)));
        steps.add(rules.compliance());
        steps.add(clusters.check());
        steps.addAll(new EndpointRemoval(now, waits, over, "disable", Set.of()).steps());
        kms.filter(k -> !k.onCredentials())
                .ifPresent(k -> steps.add(NetworkingSwitch.change(now, k, false, "disable.publicNetworking", waits)));
        steps.add(nodes.known());
        steps.add(nodes.change());
        steps.add(nodes.back());
        steps.addAll(clusters.steps());
        steps.add(turnOff(now, kms));
        return new Plan(DisableProcedure.TYPE, now.project(), now.at(), steps);
    }

    private static List<CedarQuestion> changes(ProjectSnapshot now, ClusterSteps clusters, SearchNodeSteps nodes) {
        var changes = new ArrayList<CedarQuestion>();
        clusters.toChange().forEach(cluster -> changes.add(RuleSteps.change(now, cluster, false)));
        changes.add(CedarQuestion.configuration(now.project().id()));
        if (!nodes.satisfied()) {
            changes.add(CedarQuestion.searchNodes(now.project().id(), false));
        }
        return changes;
    }

    /** Atlas refuses to turn a key off that does not work, and does not carry out changes of clusters meanwhile. */
    private static Step check(ProjectSnapshot now, DisableChoices want, boolean over) {
        Status status = now.posture()
                .map(posture -> status(now, want, posture))
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return Step.check(AccessSteps.CONFIGURATION)
                .words("disable.check")
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }

    private static Status status(ProjectSnapshot now, DisableChoices want, Posture posture) {
        return switch (posture) {
            case ROLE_BASED, ON_CREDENTIALS, NOT_SET_UP, OTHER_PROVIDER -> Status.DONE;
            // The plan itself removes endpoints, and no region needs one once the setting is off.
            case KEY_IN_DOUBT ->
                now.onlyRegionsInDoubt()
                        ? Status.DONE
                        : want.unlessAccepted(
                                AccessSteps.CONFIGURATION,
                                Text.of(
                                        "disable.check.keyInDoubt",
                                        now.state().key().reason()));
            case KEY_INVALID -> new Status.Blocked(Text.of("disable.check.keyInvalid"));
        };
    }

    private static Step turnOff(ProjectSnapshot now, Optional<AwsKms> kms) {
        boolean credentials = kms.filter(AwsKms::onCredentials).isPresent();
        var step = Step.atlas(TURN_OFF)
                .words(credentials ? "disable.turnOff.credentials" : "disable.turnOff")
                .reversibility(credentials ? Reversibility.NEVER : Reversibility.COMPENSATE)
                .status(Status.when(kms.filter(k -> !k.enabled()).isPresent()))
                .request(AtlasRequests.turnOffEncryption(now.project().id()))
                .before(AtlasRequests.encryption(kms.orElse(AwsKms.OFF)));
        // The history keeps which key it was; Atlas forgets it.
        now.aws()
                .key()
                .value()
                .map(k -> k.arn())
                .filter(arn -> kms.filter(k -> k.usesKey(arn)).isPresent())
                .or(() -> kms.flatMap(AwsKms::keyArn))
                .map(KeyArn::toString)
                .or(() -> kms.flatMap(AwsKms::customerMasterKeyId))
                .ifPresent(step::target);
        return step.build();
    }
}
