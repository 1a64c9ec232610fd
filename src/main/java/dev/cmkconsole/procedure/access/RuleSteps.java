package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.preflight.organization.PolicyStanding;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Checks the policies that may forbid to encrypt less with a customer's key: those of the organization and of backups. */
public final class RuleSteps {
    public static final StepId ORGANIZATION = StepId.of("check-organization-policies");
    public static final StepId COMPLIANCE = StepId.of("check-backup-compliance");

    private final ProjectSnapshot now;
    private final Set<StepId> accepted;
    private final boolean over;

    /** @param over whether nothing is left to do that a policy could forbid */
    public RuleSteps(ProjectSnapshot now, Choices<?> want, boolean over) {
        this(now, want.accepted(), over);
    }

    /** @param accepted the steps whose doubts the user accepted */
    public RuleSteps(ProjectSnapshot now, Set<StepId> accepted, boolean over) {
        this.now = now;
        this.accepted = Set.copyOf(accepted);
        this.over = over;
    }

    private Status unlessAccepted(StepId step, Text doubt) {
        return accepted.contains(step) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }

    /** Whether a policy of the organization forbids one of these changes. */
    public Step organization(List<CedarQuestion> changes) {
        return Step.check(ORGANIZATION)
                .words("rules.organization")
                .status(over ? Status.NOT_NEEDED : organizationStatus(changes))
                .build();
    }

    /**
     * The same step where only more is encrypted. Policies that cannot be read are no obstacle then: at worst Atlas
     * refuses, and nothing changes. Empty where no policy speaks of the changes.
     */
    public Optional<Step> organizationOfMore(List<CedarQuestion> changes) {
        var policies = new PolicyStanding(now);
        boolean silent = now.setup()
                .policies()
                .value()
                .filter(all -> all.stream().anyMatch(policy -> policies.speaks(policy, changes)))
                .isEmpty();
        return silent || over ? Optional.empty() : Optional.of(organization(changes));
    }

    /** The change of a cluster that is there. */
    public static CedarQuestion change(ProjectSnapshot now, Cluster cluster, boolean key) {
        return CedarQuestion.cluster(now.project().id(), key)
                .on(cluster.clouds(), cluster.regions(), cluster.clusterType())
                .of(cluster.id());
    }

    /** A cluster that is created with the project's key. */
    public static CedarQuestion creation(ProjectSnapshot now, String cloud, String region) {
        return CedarQuestion.cluster(now.project().id(), true).on(List.of(cloud), List.of(region), "REPLICASET");
    }

    /** The configuration of the project, with another key or role. */
    public static List<CedarQuestion> configuration(ProjectSnapshot now) {
        return List.of(CedarQuestion.configuration(now.project().id()));
    }

    private Status organizationStatus(List<CedarQuestion> changes) {
        return now.setup()
                .policies()
                .fold(
                        all -> judged(all, changes),
                        code -> unlessAccepted(ORGANIZATION, Text.of("rules.organization.unread", code)));
    }

    private Status judged(List<OrganizationPolicy> all, List<CedarQuestion> changes) {
        var policies = new PolicyStanding(now);
        var forbidding = named(all, policy -> policies.forbids(policy, changes));
        if (!forbidding.isEmpty()) {
            return new Status.Blocked(Text.of("rules.organization.forbids", forbidding));
        }
        var unclear = named(all, policy -> policies.unclear(policy, changes));
        if (!unclear.isEmpty()) {
            return unlessAccepted(ORGANIZATION, Text.of("rules.organization.unclear", unclear));
        }
        var broken = named(all, policy -> policies.broken(policy, changes));
        return broken.isEmpty()
                ? Status.DONE
                : unlessAccepted(ORGANIZATION, Text.of("rules.organization.broken", broken));
    }

    private static String named(List<OrganizationPolicy> all, Predicate<OrganizationPolicy> which) {
        return all.stream().filter(which).map(OrganizationPolicy::name).collect(Collectors.joining(", "));
    }

    /** Whether the project's Backup Compliance Policy demands encryption with the project's key. */
    public Step compliance() {
        Status status = now.setup()
                .compliance()
                .fold(
                        policy -> policy.filter(CompliancePolicy::customerKeys).isPresent()
                                ? new Status.Blocked(Text.of("rules.compliance.forbids"))
                                : Status.DONE,
                        code -> unlessAccepted(COMPLIANCE, Text.of("rules.compliance.unread", code)));
        return Step.check(COMPLIANCE)
                .words("rules.compliance")
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }
}
