package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.AccessEvidence;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.evaluate.PolicySet;
import dev.cmkconsole.preflight.check.BoundaryPolicy;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.Documents;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.gate.TrustEvaluation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the evaluations of the checks about what a snapshot holds, so that a plan and a check cannot disagree. */
public final class RoleAccess {
    private RoleAccess() {}

    /**
     * The names of the inline policies that may allow some of what Atlas does with the key. A policy that cannot be
     * parsed is among them.
     */
    public static List<String> inlineMayAllow(IamRole role, KeyArn key, Instant now) {
        var focus = CheckFocus.of(
                Optional.of(role.arn()), Optional.of(new KeyReference.ByArn(key)), Optional.of(key.region()));
        var facts = AccessFacts.none("", focus, now).with(Evidence.ROLE, new Observed.Known<>(Optional.of(role), now));
        var gate = KeyAccessEvaluation.ofOldKey(facts, key, Observed.notRead());
        return role.inlinePolicies().entrySet().stream()
                .filter(e -> Documents.parse(e.getValue())
                        .map(document -> gate.mayAllow(PolicySet.of(e.getKey(), document)))
                        .orElse(true))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** Whether the role may use the key; empty while the role's ARN is not known. */
    static Optional<KeyAccessEvaluation> ofKey(AccessState state) {
        return state.roleArn().flatMap(_ -> KeyAccessEvaluation.of(facts(state)));
    }

    /** What the role's boundary surely keeps it from with the wanted key, existing or not; empty where it does not. */
    public static Optional<Text> boundaryRefuses(AccessState state) {
        var refused = ofKey(state).map(BoundaryPolicy::refused).orElseGet(Map::of);
        return state.iamRole()
                .flatMap(IamRole::permissionsBoundary)
                .filter(_ -> !refused.isEmpty())
                .map(arn -> Text.of("newKey.boundary.refuses", arn, ActionAnswer.named(refused, _ -> true)));
    }

    /** Whether Atlas may assume the role with this trust policy; empty while Atlas has no record of the role. */
    static Optional<TrustEvaluation> ofTrust(AccessState state, IamRole role, PolicyDocument trust) {
        return state.record()
                .map(record -> TrustEvaluation.of(
                        role.arn(), trust, record, state.now().at()));
    }

    private static AccessFacts facts(AccessState state) {
        var now = state.now();
        var evidence = AccessEvidence.of(now, state.roleArn().orElseThrow(), state.key());
        boolean sameKey = now.aws()
                .key()
                .value()
                .filter(k -> !k.arn().equals(state.key()))
                .isEmpty();
        return AccessFacts.none(state.projectId(), CheckFocus.of(state.checkRequest()), now.at())
                .with(Evidence.ENCRYPTION, now.encryption())
                .with(Evidence.ALERTS, now.alerts())
                .with(Evidence.RECORDS, now.roles())
                .with(Evidence.CALLER, now.aws().caller())
                .with(Evidence.ROLE, now.aws().role())
                .with(Evidence.KEY, sameKey ? now.aws().key() : Observed.notRead())
                .with(Evidence.KEY_POLICY, now.aws().keyPolicy())
                .with(Evidence.MANAGED, evidence.managed())
                .with(Evidence.GRANTS, evidence.ofKey().grants())
                .with(Evidence.KEY_TAGS, evidence.ofKey().tags())
                .with(Evidence.CONTROL_PLANE, evidence.addresses().atlas())
                .with(Evidence.NODES, evidence.addresses().nodes());
    }
}
