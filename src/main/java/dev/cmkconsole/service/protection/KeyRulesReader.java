package dev.cmkconsole.service.protection;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.setup.OpenCluster;
import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.atlas.setup.PolicyDraft;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.snapshot.KeyRules;
import dev.cmkconsole.model.snapshot.ReadScope.Besides;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads what a rule of the organization about customer keys would mean. */
public final class KeyRulesReader {
    private final AtlasGateway atlas;
    private final Function<Supplier<List<OpenCluster>>, Supplier<Observed<List<OpenCluster>>>> ask;

    /** @param ask asks a question side by side with others; its answer is waited for */
    public KeyRulesReader(
            AtlasGateway atlas, Function<Supplier<List<OpenCluster>>, Supplier<Observed<List<OpenCluster>>>> ask) {
        this.atlas = atlas;
        this.ask = ask;
    }

    /**
     * @param clusters those of the project, as just read
     * @param policies those of the organization, as just read
     */
    public KeyRules read(
            Project project,
            Observed<List<Cluster>> clusters,
            Observed<List<OrganizationPolicy>> policies,
            Besides wanted) {
        var at = policies.readAt().orElse(Instant.EPOCH);
        var rules = atlas.organizationRules();
        Observed<Optional<String>> refusal = wanted.draft()
                .map(draft -> observe(at, () -> rules.refusal(project.orgId(), fresh(draft, policies))))
                .orElseGet(Observed::notRead);
        return new KeyRules(
                refusal,
                Observed.notRead(),
                wanted.wholeOrganization() ? everywhere(project, at) : clusters.map(all -> open(project, all)));
    }

    /** Atlas takes every name once, and an extended policy keeps its own. */
    private static PolicyDraft fresh(PolicyDraft draft, Observed<List<OrganizationPolicy>> policies) {
        var taken = policies.value().orElse(List.of()).stream()
                .map(OrganizationPolicy::name)
                .toList();
        var name = draft.name();
        while (taken.contains(name)) {
            name += "-next";
        }
        return new PolicyDraft(name, draft.bodies());
    }

    /** Known only when the clusters of every project are known: a list with one missing would look complete. */
    private Observed<List<OpenCluster>> everywhere(Project project, Instant at) {
        Observed<List<Project>> projects = observe(at, atlas::projects);
        return projects.flatMap(all -> {
            var answers = all.stream()
                    .filter(p -> p.orgId().equals(project.orgId()))
                    .map(p -> ask.apply(() -> open(p, atlas.clusters(p.id()))))
                    .toList();
            var found = new ArrayList<OpenCluster>();
            for (var answer : answers) {
                var one = answer.get();
                if (one.value().isEmpty()) {
                    return one;
                }
                found.addAll(one.value().get());
            }
            return new Observed.Known<>(List.copyOf(found), at);
        });
    }

    private static List<OpenCluster> open(Project project, List<Cluster> clusters) {
        return clusters.stream()
                .filter(c -> c.eligibleTier() && !c.status().deleting())
                .filter(c -> c.coverage() == Cluster.Coverage.OPEN)
                .map(c -> new OpenCluster(project.name(), c.name()))
                .toList();
    }

    private static <T> Observed<T> observe(Instant at, Supplier<T> question) {
        try {
            return new Observed.Known<>(question.get(), at);
        } catch (ServiceException e) {
            return new Observed.Failed<>(e.problem(), at);
        }
    }
}
