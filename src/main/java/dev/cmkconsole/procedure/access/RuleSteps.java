package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.CedarForbids;
import dev.cmkconsole.policy.cedar.CedarForbids.Answer;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Checks the policies that may forbid to encrypt less with a customer's key: those of the organization and of backups. */
public final class RuleSteps {
    public static final StepId ORGANIZATION = StepId.of("check-organization-policies");
    public static final StepId COMPLIANCE = StepId.of("check-backup-compliance");

    private final ProjectSnapshot now;
    private final Choices<?> want;
    private final boolean over;

    /** @param over whether nothing is left to do that a policy could forbid */
    public RuleSteps(ProjectSnapshot now, Choices<?> want, boolean over) {
        this.now = now;
        this.want = want;
        this.over = over;
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
        boolean silent = now.setup()
                .policies()
                .value()
                .filter(all -> all.stream()
                        .flatMap(policy -> answers(policy, changes))
                        .anyMatch(answer -> answer != Answer.ALLOWS))
                .isEmpty();
        return silent || over ? Optional.empty() : Optional.of(organization(changes));
    }

    /** The change of a cluster that is there. */
    public static CedarQuestion change(ProjectSnapshot now, Cluster cluster, boolean key) {
        return CedarQuestion.cluster(now.project().id(), key)
                .on(cluster.clouds(), cluster.regions(), cluster.clusterType());
    }

    private Status organizationStatus(List<CedarQuestion> changes) {
        return now.setup()
                .policies()
                .fold(
                        all -> judged(all, policy -> answers(policy, changes)),
                        code -> want.unlessAccepted(ORGANIZATION, Text.of("rules.organization.unread", code)));
    }

    private static Stream<Answer> answers(OrganizationPolicy policy, List<CedarQuestion> changes) {
        return policy.bodies().stream().flatMap(body -> changes.stream().map(change -> CedarForbids.of(body, change)));
    }

    private Status judged(List<OrganizationPolicy> all, Function<OrganizationPolicy, Stream<Answer>> answers) {
        var forbidding = named(all, answers, Answer.FORBIDS);
        if (!forbidding.isEmpty()) {
            return new Status.Blocked(Text.of("rules.organization.forbids", forbidding));
        }
        var unclear = named(all, answers, Answer.UNCLEAR);
        return unclear.isEmpty()
                ? Status.DONE
                : want.unlessAccepted(ORGANIZATION, Text.of("rules.organization.unclear", unclear));
    }

    private static String named(
            List<OrganizationPolicy> all, Function<OrganizationPolicy, Stream<Answer>> answers, Answer wanted) {
        return String.join(
                ", ",
                all.stream()
                        .filter(p -> answers.apply(p).anyMatch(wanted::equals))
                        .map(OrganizationPolicy::name)
                        .toList());
    }

    /** Whether the project's Backup Compliance Policy demands encryption with the project's key. */
    public Step compliance() {
        Status status = now.setup()
                .compliance()
                .fold(
                        policy -> policy.filter(CompliancePolicy::customerKeys).isPresent()
                                ? new Status.Blocked(Text.of("rules.compliance.forbids"))
                                : Status.DONE,
                        code -> want.unlessAccepted(COMPLIANCE, Text.of("rules.compliance.unread", code)));
        return Step.check(COMPLIANCE)
                .words("rules.compliance")
                .status(over ? Status.NOT_NEEDED : status)
                .build();
    }
}
