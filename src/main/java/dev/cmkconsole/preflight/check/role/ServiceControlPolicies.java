package dev.cmkconsole.preflight.check.role;

import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * {@code service-control-policies}: the organization's service control policies allow the use of the key. Only the
 * simulator evaluates them; another project in which Atlas uses the key with the role proves it too.
 */
public final class ServiceControlPolicies extends Check {
    public ServiceControlPolicies() {
        super(
                CheckId.SERVICE_CONTROL_POLICIES,
                Group.ACCESS,
                List.of("iam:SimulatePrincipalPolicy"),
                EvidenceSets.plus(EvidenceSets.GATE, Evidence.SIMULATION, Evidence.ALERTS, Evidence.USED_ELSEWHERE));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.keyArn().isEmpty() || facts.roleMissing()) {
            return Optional.empty();
        }
        var results = facts.known(Evidence.SIMULATION).orElse(List.of());
        var key = facts.keyArn().get().toString();
        var refused = results.stream()
                .filter(r -> r.organizations().equals(Optional.of(false)))
                .map(Simulation.SimulatedAction::action)
                .collect(Collectors.joining(", "));
        if (!refused.isEmpty()) {
            return fail(text("fail", refused), List.of(), advice("fix", refused, key));
        }
        if (results.size() == AtlasPolicies.KEY_ACTIONS.size()
                && results.stream().allMatch(r -> r.organizations().equals(Optional.of(true)))) {
            return pass("pass");
        }
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        if (facts.usedElsewhere().isPresent()) {
            return facts.usedElsewhere().flatMap(e -> pass("elsewhere", e.project(), e.since()));
        }
        return facts.known(Evidence.SIMULATION).isPresent()
                ? cannotTell(
                        text("absent"), List.of(), advice("fix", String.join(", ", AtlasPolicies.KEY_ACTIONS), key))
                : unread(facts, Evidence.SIMULATION);
    }
}
