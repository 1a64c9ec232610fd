package dev.cmkconsole.preflight;

import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.Observed;
import java.util.List;
import java.util.Optional;

/** Row 2: the key is there, in the Region and account it is said to be in. */
final class KeyExists extends Check {
    KeyExists() {
        super("key-exists", Group.KEY, List.of("kms:DescribeKey"), Needs.KEY);
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        if (facts.keyReference().isEmpty()) {
            return facts.known(Part.ENCRYPTION).isEmpty()
                    ? unread(facts, Part.ENCRYPTION)
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
        return switch (facts.get(Part.KEY)) {
            case Observed.Known<CustomerKey>(var key, var _)
            when reference instanceof KeyReference.ByArn(var arn) && !arn.equals(key.arn()) ->
                fail(
                        text("otherKey", reference.toString(), key.arn().toString()),
                        List.of(),
                        advice("otherKey.fix", key.arn().toString()));
            case Observed.Known<CustomerKey>(var key, var _) ->
                pass("pass", key.arn().toString());
            case Observed.Failed<CustomerKey>(var problem, var _)
            when problem.code().equals("NotFoundException") ->
                fail(
                        text("missing", reference.toString()),
                        List.of(),
                        command("aws kms list-aliases" + region(facts) + " --output table", "missing.fix"));
            case Observed.Failed<CustomerKey> _, Observed.NotRead<CustomerKey> _ -> unread(facts, Part.KEY);
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
