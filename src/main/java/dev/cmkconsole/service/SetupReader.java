package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.backup.CompliancePolicy;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.ProjectSetup;
import dev.cmkconsole.model.snapshot.ReadScope.More;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a project has beside its key and its clusters, as far as a plan asks for it. */
final class SetupReader {
    private final AtlasGateway atlas;
    private final Questions questions;

    SetupReader(AtlasGateway atlas, Questions questions) {
        this.atlas = atlas;
        this.questions = questions;
    }

    /** @param clusters the project's clusters, as just read */
    ProjectSetup read(
            Project project,
            Observed<EncryptionAtRest> encryption,
            Observed<List<Cluster>> clusters,
            Set<More> wanted) {
        var id = project.id();
        var setup = ProjectSetup.NOT_READ;
        if (wanted.contains(More.RULES) || wanted.contains(More.POLICIES)) {
            var policies = questions.observe(() -> atlas.organizationPolicies(project.orgId()));
            var compliance = wanted.contains(More.RULES)
                    ? questions.observed(() -> atlas.compliancePolicy(id))
                    : Observed.<Optional<CompliancePolicy>>notRead();
            setup = setup.withRules(policies.get(), compliance);
        }
        if (wanted.contains(More.KMS_ENDPOINTS)) {
            setup = setup.withEndpoints(
                    noEndpoints(encryption).orElseGet(() -> questions.observed(() -> atlas.kmsEndpoints(id))));
        }
        if (wanted.contains(More.ALERTS)) {
            setup = setup.withAlerts(questions.observed(() -> atlas.alertConfigurations(id)));
        }
        return wanted.contains(More.SEARCH_NODES)
                ? setup.withSearchNodes(clusters.flatMap(all -> searchNodes(id, all, clusters)))
                : setup;
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
}
