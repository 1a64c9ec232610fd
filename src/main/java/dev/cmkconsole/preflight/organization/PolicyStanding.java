package dev.cmkconsole.preflight.organization;

import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.CedarAction;
import dev.cmkconsole.policy.cedar.CedarForbids;
import dev.cmkconsole.policy.cedar.CedarForbids.Answer;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges what one resource policy of the organization means for changes of the project. */
public final class PolicyStanding {
    private final ProjectSnapshot now;

    public PolicyStanding(ProjectSnapshot now) {
        this.now = now;
    }

    /** Whether the policy certainly forbids one of the changes. */
    public boolean forbids(OrganizationPolicy policy, List<CedarQuestion> changes) {
        return changes.stream().flatMap(c -> answers(policy, c)).anyMatch(Answer.FORBIDS::equals);
    }

    /**
     * Whether the policy may forbid one of the changes for a reason that is not known here. Other properties of a
     * cluster count where it is created, because a change of the key leaves them as they are.
     */
    public boolean unclear(OrganizationPolicy policy, List<CedarQuestion> changes) {
        return changes.stream()
                .anyMatch(c ->
                        answers(policy, c).anyMatch(a -> a == Answer.UNCLEAR || a == Answer.CONDITIONAL && creates(c)));
    }

    /** Whether a cluster to change does not comply with the policy already, as Atlas itself says. */
    public boolean broken(OrganizationPolicy policy, List<CedarQuestion> changes) {
        return changes.stream()
                .filter(c -> answers(policy, c).anyMatch(Answer.CONDITIONAL::equals))
                .flatMap(c -> c.cluster().stream())
                .anyMatch(id -> nonCompliant(id)
                        .filter(r -> r.policies().contains(policy.name()))
                        .isPresent());
    }

    /** Whether one of the other three holds. */
    public boolean speaks(OrganizationPolicy policy, List<CedarQuestion> changes) {
        return forbids(policy, changes) || unclear(policy, changes) || broken(policy, changes);
    }

    private Optional<NonCompliantResource> nonCompliant(String clusterId) {
        return now.setup().keyRules().nonCompliant().value().orElse(List.of()).stream()
                .filter(r -> r.id().equals(clusterId))
                .findFirst();
    }

    private static boolean creates(CedarQuestion change) {
        return change.action() == CedarAction.CLUSTER && change.cluster().isEmpty();
    }

    static Stream<Answer> answers(OrganizationPolicy policy, CedarQuestion change) {
        return policy.bodies().stream().map(body -> CedarForbids.of(body, change));
    }
}
