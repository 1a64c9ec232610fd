package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.preflight.check.BoundaryPolicy;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation;
import dev.cmkconsole.preflight.gate.KeyAccessEvaluation.ActionAnswer;
import dev.cmkconsole.preflight.gate.Reasoning;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code permissions-boundary}: the role's permissions boundary, if it has one, allows the use of the key. */
public final class PermissionsBoundary extends Check {
    public PermissionsBoundary() {
        super(
                CheckId.PERMISSIONS_BOUNDARY,
                Group.ACCESS,
                List.of("iam:GetRole", "iam:GetPolicy", "iam:GetPolicyVersion", "iam:SimulatePrincipalPolicy"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.SIMULATION, Evidence.SURVEY, Evidence.OLD_KEYS));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var gate = KeyAccessEvaluation.of(facts);
        if (gate.isEmpty() || facts.roleMissing()) {
            return Optional.empty();
        }
        if (facts.roleElsewhere()) {
            return elsewhere(facts);
        }
        if (facts.role().isEmpty()) {
            return unread(facts, Evidence.ROLE);
        }
        if (gate.get().boundary().isEmpty()) {
            return pass("none");
        }
        var arn = facts.role().get().permissionsBoundary().orElseThrow();
        if (!gate.get().boundary().get().complete()) {
            var document = facts.get(Evidence.MANAGED)
                    .flatMap(m -> m.boundary()
                            .map(ManagedPolicies.ManagedPolicy::document)
                            .orElseGet(Observed::notRead));
            return document.value().isPresent()
                    ? cannotTell(text("malformed", arn), List.of(), advice("malformed.fix"))
                    : readable(facts, document).flatMap(fix -> cannotTell(text("unreadable", arn), List.of(), fix));
        }
        var answers = BoundaryPolicy.answers(gate.get());
        var lines = Reasoning.of(
                answers.values().stream().map(ActionAnswer::decision).toList());
        var denied = ActionAnswer.named(answers, ActionAnswer::explicit);
        if (!denied.isEmpty()) {
            return fail(Symptom.DENIED, text("denied", arn, denied), lines, advice("denied.fix"));
        }
        var refused = BoundaryPolicy.refused(gate.get());
        if (!refused.isEmpty()) {
            var named = ActionAnswer.named(refused, _ -> true);
            return refused.keySet().stream().allMatch(gate.get()::mayPassBoundary)
                    ? cannotTell(text("named", arn, named), lines, BoundaryPolicy.extended(facts))
                    : fail(text("missing", arn, named), lines, BoundaryPolicy.extended(facts));
        }
        var open = ActionAnswer.named(answers, a -> a.allowed() == Truth.UNKNOWN);
        if (!open.isEmpty()) {
            return cannotTell(text("open", arn, open), lines, advice("open.fix"));
        }
        var disagrees = facts.known(Evidence.SIMULATION).orElse(List.of()).stream()
                .anyMatch(r -> r.boundary().equals(Optional.of(false)));
        return disagrees
                ? cannotTell(text("disagree", arn), lines, advice("open.fix"))
                : pass(text("pass", arn), lines);
    }
}
