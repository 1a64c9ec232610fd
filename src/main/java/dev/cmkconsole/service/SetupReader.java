package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.NonCompliantResource;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.ReadScope.More;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.ProjectRecords;
import dev.cmkconsole.model.snapshot.roles.RoleSurroundings.RoleSight;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.service.protection.KeyRulesReader;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads what a project has beside its key and its clusters, as far as a plan asks for it. */
final class SetupReader {
    private static final int PROJECTS_AT_ONCE = 16;

    private final AtlasGateway atlas;
    private final AwsGateway aws;
    private final Questions questions;
    private final Clock clock;

    SetupReader(AtlasGateway atlas, AwsGateway aws, Questions questions, Clock clock) {
        this.atlas = atlas;
        this.aws = aws;
        this.questions = questions;
        this.clock = clock;
    }

    /** @param clusters the project's clusters, as just read */
    ProjectSetup read(
            Project project, Observed<EncryptionAtRest> encryption, Observed<List<Cluster>> clusters, ReadScope focus) {
        var wanted = focus.more();
        var id = project.id();
        var setup = ProjectSetup.NOT_READ;
        if (wanted.contains(More.RULES) || wanted.contains(More.POLICIES)) {
            var policies = questions.observe(() -> atlas.organizationPolicies(project.orgId()));
            var compliance = wanted.contains(More.RULES)
                    ? questions.observed(() -> atlas.compliancePolicy(id))
                    : Observed.<Optional<CompliancePolicy>>notRead();
            setup = setup.withRules(policies.get(), compliance);
            setup = setup.withKeyRules(setup.keyRules().withNonCompliant(nonCompliant(project, setup.policies())));
        }
        if (wanted.contains(More.KMS_ENDPOINTS) || privately(encryption)) {
            setup = setup.withEndpoints(
                    noEndpoints(encryption).orElseGet(() -> questions.observed(() -> atlas.kmsEndpoints(id))));
        }
        if (wanted.contains(More.ALERTS)) {
            setup = setup.withAlerts(questions.observed(() -> atlas.alertConfigurations(id)));
        }
        if (wanted.contains(More.KEY_RULES)) {
            setup = setup.withKeyRules(new KeyRulesReader(atlas, question -> questions.observe(question)::get)
                    .read(project, clusters, setup.policies(), focus.besides())
                    .withNonCompliant(setup.keyRules().nonCompliant()));
        }
        return wanted.contains(More.SEARCH_NODES)
                ? setup.withSearchNodes(clusters.flatMap(all -> searchNodes(id, all, clusters)))
                : setup;
    }

    /** Without a policy everything complies, so that costs no question. */
    private Observed<List<NonCompliantResource>> nonCompliant(
            Project project, Observed<List<OrganizationPolicy>> policies) {
        return policies.flatMap(all -> all.isEmpty()
                ? policies.map(_ -> List.<NonCompliantResource>of())
                : questions.observed(() -> atlas.organizationRules().nonCompliant(project.orgId())));
    }

    /** Nodes then need an endpoint in their region, so that every reading says whether it is there. */
    private static boolean privately(Observed<EncryptionAtRest> encryption) {
        return encryption
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(k -> k.enabled() && k.requirePrivateNetworking())
                .isPresent();
    }

    /** Atlas refuses to stop requiring private networking while an endpoint exists, so that needs no question. */
    private static Optional<Observed<List<KmsEndpoint>>> noEndpoints(Observed<EncryptionAtRest> encryption) {
        return encryption instanceof Observed.Known<EncryptionAtRest>(var seen, var at)
                        && !seen.awsKms().requirePrivateNetworking()
                ? Optional.of(new Observed.Known<>(List.of(), at))
                : Optional.empty();
    }

    /**
     * Known only when every cluster's answer is known: a list with one missing would look complete. A cluster that is
     * being deleted may be gone by now, and its search nodes go with it.
     */
    private Observed<List<SearchNodes>> searchNodes(
            String project, List<Cluster> all, Observed<List<Cluster>> clusters) {
        var asked = all.stream()
                .filter(Cluster::eligibleTier)
                .filter(c -> !c.status().deleting())
                .map(c -> questions.observe(() ->
                        atlas
                                .searchNodesState(project, c.name())
                                .map(state -> new SearchNodes(c.name(), state))
                                .stream()
                                .toList()))
                .toList();
        var found = new ArrayList<SearchNodes>();
        for (var answer : asked) {
            var one = answer.get();
            if (one.value().isEmpty()) {
                return one;
            }
            found.addAll(one.value().get());
        }
        return new Observed.Known<>(List.copyOf(found), clusters.readAt().orElse(Instant.EPOCH));
    }

    /**
     * Asks for what the project's role records stand on.
     *
     * @param records the project's records, as just read
     * @param chosen names of further roles to look at
     */
    RoleSurroundings roles(Project project, Observed<List<AccessRole>> records, Set<String> chosen) {
        try (var some = new Questions("roles", PROJECTS_AT_ONCE, clock)) {
            var trusts = questions.observe(aws::roleTrusts);
            var others = some.observed(() -> others(some, project));
            var all = trusts.get();
            var own = records.value().orElse(List.of());
            var asked = new TreeMap<String, Questions.Answer<RoleSight>>();
            Stream.of(
                            chosen.stream(),
                            own.stream()
                                    .flatMap(r -> r.iamRoleArn().flatMap(RoleArn::parse).stream())
                                    .map(RoleArn::name),
                            all.value().orElse(List.of()).stream()
                                    .filter(t -> mayBelong(t.trustPolicy(), own, others))
                                    .map(t -> t.arn().name()))
                    .flatMap(names -> names)
                    .forEach(name -> asked.computeIfAbsent(name, n -> some.ask(() -> sight(some, n))));
            var sights = new TreeMap<String, RoleSight>();
            asked.forEach((name, sight) -> sights.put(name, sight.get()));
            return new RoleSurroundings(others, all, sights);
        }
    }

    private List<ProjectRecords> others(Questions some, Project own) {
        var asked = atlas.projects().stream()
                .filter(p -> !p.id().equals(own.id()))
                .map(p -> some.ask(() -> new ProjectRecords(p, some.observed(() -> atlas.accessRoles(p.id())))))
                .toList();
        return Questions.all(asked);
    }

    private RoleSight sight(Questions some, String name) {
        return new RoleSight(some.observed(() -> aws.role(name)), some.observed(() -> aws.roleUse(name)));
    }

    /** Whether a role is worth a closer look: it trusts one of the own records, or Atlas and no record that was read. */
    private static boolean mayBelong(String trust, List<AccessRole> own, Observed<List<ProjectRecords>> others) {
        if (own.stream().anyMatch(r -> trust.contains(r.externalId()))) {
            return true;
        }
        var read = Stream.concat(
                        own.stream(),
                        others.value().orElse(List.of()).stream()
                                .flatMap(o -> o.records().value().orElse(List.of()).stream()))
                .toList();
        return read.stream()
                        .anyMatch(r -> Arn.parse(r.atlasAccountArn())
                                .filter(a -> trust.contains(a.account()))
                                .isPresent())
                && read.stream().noneMatch(r -> trust.contains(r.externalId()));
    }
}
