package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * {@code same-partition}: role, key and Atlas' account are in one AWS partition. No trust is possible between
 * partitions.
 */
public final class SamePartition extends Check {
    public SamePartition() {
        super(CheckId.SAME_PARTITION, Group.ROLE, List.of("listCloudProviderAccess"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        var partitions = new LinkedHashSet<String>();
        facts.roleArn().ifPresent(arn -> partitions.add(arn.partition()));
        facts.keyArn().ifPresent(arn -> partitions.add(arn.partition()));
        if (partitions.isEmpty()) {
            return Optional.empty();
        }
        facts.record().flatMap(r -> Arn.parse(r.atlasAccountArn())).ifPresent(arn -> partitions.add(arn.partition()));
        return partitions.size() == 1
                ? pass("pass", partitions.getFirst())
                : fail(text("fail", String.join(", ", partitions)), List.of(), advice("fix"));
    }
}
