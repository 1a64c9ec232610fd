package dev.cmkconsole.preflight;

import dev.cmkconsole.policy.Arn;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** Prerequisite: role, key and Atlas' account are in one AWS partition; between partitions there is no trust. */
final class SamePartition extends Check {
    SamePartition() {
        super("same-partition", Group.ROLE, List.of("listCloudProviderAccess"), Needs.KEY);
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
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
