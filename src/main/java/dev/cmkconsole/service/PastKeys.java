package dev.cmkconsole.service;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.snapshot.AtlasSide;
import dev.cmkconsole.model.snapshot.AwsSide;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.PlanAnswers;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads for the checks, from the same sources as the list of keys, which keys a project may still need, and what IAM
 * shows of its access key.
 */
final class PastKeys {
    /** The evidence that the reading of needs starts from. */
    static final Set<Evidence<?>> AFTER =
            Set.of(Evidence.PROJECT, Evidence.CLUSTERS, Evidence.ENCRYPTION, Evidence.RECORDS);

    private final KeyReader reader;
    private final Optional<ProjectSnapshot> before;

    /** @param before what was read of the project before */
    PastKeys(KeyReader reader, Optional<ProjectSnapshot> before) {
        this.reader = reader;
        this.before = before;
    }

    KeySurvey needs(AccessFacts facts) {
        return reader.needs(snapshot(facts), before);
    }

    /** What IAM shows of the access key that Atlas has. */
    AccessQuestion<AccessKeyFacts> accessKey() {
        return new AccessQuestion<>(
                Evidence.ACCESS_KEY,
                2,
                _ -> Set.of(Evidence.ENCRYPTION),
                facts -> facts.accessKeyInUse().map(id -> () -> reader.accessKey(id)));
    }

    /** Every key that something names, the examined key too. */
    List<UsedKey> named(AccessFacts facts) {
        return facts.known(Evidence.SURVEY)
                .map(needs -> reader.named(
                        snapshot(facts),
                        policies(facts),
                        needs,
                        before,
                        facts.known(Evidence.SPARE_KEYS).orElse(List.of())))
                .orElse(List.of());
    }

    /** The texts of the role's policies that may name keys. */
    static List<String> policies(AccessFacts facts) {
        return facts.known(Evidence.ROLE)
                .flatMap(role -> role)
                .map(role -> KeyNames.policies(role, facts.get(Evidence.MANAGED)))
                .orElse(List.of());
    }

    private static ProjectSnapshot snapshot(AccessFacts facts) {
        return new ProjectSnapshot(
                facts.known(Evidence.PROJECT).orElseThrow(),
                facts.at(),
                new AtlasSide(
                        facts.get(Evidence.OWNER),
                        facts.get(Evidence.RECORDS),
                        facts.get(Evidence.ENCRYPTION),
                        facts.get(Evidence.CLUSTERS),
                        facts.get(Evidence.ALERTS)),
                new AwsSide(
                        facts.get(Evidence.CALLER),
                        facts.get(Evidence.ROLE),
                        facts.get(Evidence.KEY),
                        facts.get(Evidence.KEY_POLICY)),
                PlanAnswers.NONE);
    }
}
