package dev.cmkconsole.preflight.organization;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.policy.cedar.CedarForbids.Answer;
import dev.cmkconsole.policy.cedar.CedarQuestion;
import dev.cmkconsole.preflight.organization.PolicyLine.Meaning;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the resource policies of the organization require of a project, and whether it complies. */
public final class ProjectPolicies {
    private final ProjectSnapshot now;

    private ProjectPolicies(ProjectSnapshot now) {
        this.now = now;
    }

    /** A line for every policy, in the order in which Atlas lists them. */
    public static Observed<List<PolicyLine>> of(ProjectSnapshot now) {
        var policies = new ProjectPolicies(now);
        return now.setup()
                .policies()
                .map(all -> all.stream().map(policies::line).toList());
    }

    private PolicyLine line(OrganizationPolicy policy) {
        return new PolicyLine(policy, meaning(policy), broken(policy));
    }

    private Observed<List<String>> broken(OrganizationPolicy policy) {
        return now.setup()
                .keyRules()
                .nonCompliant()
                .flatMap(all -> now.clusters()
                        .map(clusters -> all.stream()
                                .filter(r -> r.policies().contains(policy.name()))
                                .filter(r -> isOwn(r, clusters))
                                .map(NonCompliantResource::name)
                                .toList()));
    }

    private boolean isOwn(NonCompliantResource resource, List<Cluster> clusters) {
        return resource.id().equals(now.project().id())
                || clusters.stream().anyMatch(c -> c.id().equals(resource.id()));
    }

    private Meaning meaning(OrganizationPolicy policy) {
        var id = now.project().id();
        var clusters = answers(policy, CedarQuestion.cluster(id, false));
        var search = answers(policy, CedarQuestion.searchNodes(id, false));
        var withKey = Stream.of(CedarQuestion.cluster(id, true), CedarQuestion.searchNodes(id, true))
                .flatMap(q -> answers(policy, q).stream())
                .collect(Collectors.toSet());
        if (withKey.contains(Answer.FORBIDS)) {
            return Meaning.FORBIDS;
        }
        boolean forClusters = clusters.contains(Answer.FORBIDS);
        boolean forSearch = search.contains(Answer.FORBIDS);
        if (forClusters) {
            return forSearch ? Meaning.BOTH : Meaning.CLUSTERS;
        }
        return forSearch ? Meaning.SEARCH_NODES : withoutKey(clusters, search);
    }

    private static Meaning withoutKey(Set<Answer> clusters, Set<Answer> search) {
        if (clusters.contains(Answer.UNCLEAR) || search.contains(Answer.UNCLEAR)) {
            return Meaning.UNKNOWN;
        }
        return clusters.contains(Answer.CONDITIONAL) || search.contains(Answer.CONDITIONAL)
                ? Meaning.OTHER
                : Meaning.SILENT;
    }

    private static Set<Answer> answers(OrganizationPolicy policy, CedarQuestion question) {
        return PolicyStanding.answers(policy, question).collect(Collectors.toSet());
    }

    /** {@code organization-policies}: the project complies with every resource policy of the organization. */
    public static CheckResult result(ProjectSnapshot now) {
        return new CheckResult(
                CheckId.ORGANIZATION_POLICIES,
                Group.ATLAS,
                Text.of("check.organization-policies.question"),
                List.of("listOrgResourcePolicies", "getNonCompliantResources"),
                of(now).fold(
                                ProjectPolicies::verdict,
                                code -> new CheckVerdict.CannotTell(
                                        Text.of("organization.unread", code), List.of(), List.of())));
    }

    private static CheckVerdict verdict(List<PolicyLine> lines) {
        var said = lines.stream().map(PolicyLine::said).toList();
        List<Fix> fixes = List.of(new Fix.Advice(Text.of("check.organization-policies.fix")));
        if (lines.isEmpty()) {
            return new CheckVerdict.Pass(Text.of("organization.none"), List.of());
        }
        if (lines.stream().anyMatch(l -> l.outcome() == CheckOutcome.WARN)) {
            return new CheckVerdict.Warn(Text.of("check.organization-policies.warn"), said, fixes);
        }
        return lines.stream().allMatch(l -> l.outcome() == CheckOutcome.PASS)
                ? CheckVerdict.Pass.ofEach(Text.of("check.organization-policies.pass", lines.size()), said)
                : new CheckVerdict.CannotTell(Text.of("check.organization-policies.open"), said, fixes);
    }
}
