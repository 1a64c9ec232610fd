package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Symptom;
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
        super(
                CheckId.KEY_EXISTS,
                Group.KEY,
                List.of("kms:DescribeKey"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.CALLER));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        if (facts.keyReference().isEmpty()) {
            return facts.known(Evidence.ENCRYPTION).isEmpty()
                    ? unread(facts, Evidence.ENCRYPTION)
                    : cannotTell(Symptom.NOTHING_NAMED, text("none"), List.of(), button(Fix.Action.ENABLE, "none.fix"));
        }
        var reference = facts.keyReference().get();
        var inArn = facts.keyArn().map(KeyArn::region);
        if (inArn.isPresent()
                && facts.statedRegion().filter(r -> !r.equals(inArn.get())).isPresent()) {
            return fail(
                    Symptom.KEY_ELSEWHERE,
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
                        Symptom.KEY_ELSEWHERE,
                        text("otherKey", reference.toString(), key.arn().toString()),
                        List.of(),
                        advice("otherKey.fix", key.arn().toString()));
            case Observed.Known<CustomerKey>(var key, var _) ->
                pass("pass", key.arn().toString());
            case Observed.Failed<CustomerKey>(var problem, var _)
            when problem.code().equals(AwsErrorCode.NOT_FOUND) -> missing(facts, reference);
            case Observed.Failed<CustomerKey> _, Observed.NotRead<CustomerKey> _ -> unread(facts, Evidence.KEY);
        };
    }

    /** KMS looks an id or an alias up in the caller's account alone, so there the key may also be somebody else's. */
    private Optional<CheckVerdict> missing(AccessFacts facts, KeyReference reference) {
        var list = command("aws kms list-aliases" + region(facts) + " --output table", "missing.fix");
        var place = switch (reference) {
            case KeyReference.ByArn(var arn) -> Optional.of(arn.region().id());
            case KeyReference.ByAliasArn alias -> Optional.of(alias.region().id());
            case KeyReference.ById _, KeyReference.ByAlias _ ->
                facts.statedRegion().map(AwsRegion::id);
        };
        var where = place.map(id -> text("inRegion", id)).orElseGet(() -> text("inThisRegion"));
        return switch (reference) {
            case KeyReference.ByArn(var arn) -> fail(text("missingArn", arn.toString()), List.of(), list);
            case KeyReference.ByAliasArn alias -> fail(text("missingArn", alias.toString()), List.of(), list);
            case KeyReference.ById _, KeyReference.ByAlias _ ->
                fail(
                        text(
                                "missing",
                                reference.toString(),
                                facts.caller().map(AwsCaller::account).orElse("?"),
                                where),
                        List.of(),
                        advice("missing.elsewhere", place.orElse("REGION"), example(reference)),
                        list);
        };
    }

    private static String example(KeyReference reference) {
        return reference instanceof KeyReference.ById(var id) ? id : "KEY-ID";
    }

    private static String region(AccessFacts facts) {
        return facts.keyArn()
                .map(KeyArn::region)
                .or(facts::statedRegion)
                .map(r -> " --region " + r)
                .orElse("");
    }
}
