package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code key-exists}: the key exists in the region and account where it is said to be. */
public final class KeyExists extends Check {
    public KeyExists() {
        super(CheckId.KEY_EXISTS, Group.KEY, List.of("kms:DescribeKey"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.keyReference().isEmpty()) {
            return facts.known(Evidence.ENCRYPTION).isEmpty()
                    ? unread(facts, Evidence.ENCRYPTION)
                    : cannotTell(text("none"), List.of(), button(Fix.Action.ENABLE, "none.fix"));
        }
        var reference = facts.keyReference().get();
        var inArn = facts.keyArn().map(KeyArn::region);
        if (inArn.isPresent()
                && facts.statedRegion().filter(r -> !r.equals(inArn.get())).isPresent()) {
            return fail(
                    text(
                            "otherRegion",
                            inArn.get().id(),
                            facts.statedRegion().get().id()),
                    List.of(),
                    advice("otherRegion.fix", inArn.get().id()));
        }
        return switch (facts.get(Evidence.KEY)) {
            case Observed.Known<CustomerKey>(var key, var _)
            when reference instanceof KeyReference.ByArn(var arn) && !arn.equals(key.arn()) ->
                fail(
                        text("otherKey", reference.toString(), key.arn().toString()),
                        List.of(),
                        advice("otherKey.fix", key.arn().toString()));
            case Observed.Known<CustomerKey>(var key, var _) ->
                pass("pass", key.arn().toString());
            case Observed.Failed<CustomerKey>(var problem, var _)
            when problem.code().equals(AwsErrorCode.NOT_FOUND) ->
                fail(
                        text("missing", reference.toString()),
                        List.of(),
                        command("aws kms list-aliases" + region(facts) + " --output table", "missing.fix"));
            case Observed.Failed<CustomerKey> _, Observed.NotRead<CustomerKey> _ -> unread(facts, Evidence.KEY);
        };
    }

    private static String region(AccessFacts facts) {
        return facts.keyArn()
                .map(KeyArn::region)
                .or(facts::statedRegion)
                .map(r -> " --region " + r)
                .orElse("");
    }
}
