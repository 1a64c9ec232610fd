package dev.cmkconsole.preflight;

import dev.cmkconsole.model.Simulation;
import dev.cmkconsole.policy.AtlasPolicies;
import java.util.List;
import java.util.Optional;

/** Row 12: the organization's service control policies over the role's account. Only the simulator knows them. */
final class ServiceControlPolicies extends Check {
    ServiceControlPolicies() {
        super(
                "service-control-policies",
                Group.ACCESS,
                List.of("iam:SimulatePrincipalPolicy"),
                Needs.plus(Needs.GATE, Part.SIMULATION));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.roleArn().isEmpty() || facts.keyArn().isEmpty() || facts.roleMissing()) {
            return Optional.empty();
        }
        var said = facts.known(Part.SIMULATION).orElse(List.of()).stream()
                .map(Simulation.Result::organizations)
                .toList();
        var ask = advice(
                "fix",
                String.join(", ", AtlasPolicies.KEY_ACTIONS),
                facts.keyArn().get().toString());
        if (said.contains(Optional.of(false))) {
            return fail(text("fail"), List.of(), ask);
        }
        if (said.size() == AtlasPolicies.KEY_ACTIONS.size()
                && said.stream().allMatch(s -> s.equals(Optional.of(true)))) {
            return pass("pass");
        }
        if (facts.provedByAtlas()) {
            return Optional.empty();
        }
        return facts.known(Part.SIMULATION).isPresent()
                ? cannotTell(text("absent"), List.of(), ask)
                : unread(facts, Part.SIMULATION);
    }
}
