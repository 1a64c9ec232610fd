package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.List;
import java.util.Optional;

/** {@code key-not-alias}: Atlas is given a key and not an alias. Somebody may later point an alias to another key. */
public final class KeyNotAlias extends Check {
    public KeyNotAlias() {
        super(CheckId.KEY_NOT_ALIAS, Group.KEY, List.of("kms:DescribeKey", "kms:ListAliases"), EvidenceSets.KEY);
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.keyReference().filter(_ -> facts.signIn().isEmpty()).flatMap(reference -> switch (reference) {
            case KeyReference.ById _, KeyReference.ByArn _ -> pass("pass");
            case KeyReference.ByAlias _, KeyReference.ByAliasArn _ ->
                facts.key()
                        .map(key -> alias(facts, reference.toString(), key.arn()))
                        .orElseGet(() ->
                                fail(text("unresolved", reference.toString()), List.of(), advice("unresolved.fix")));
        });
    }

    private Optional<CheckVerdict> alias(AccessFacts facts, String alias, KeyArn target) {
        var used = facts.configuration().flatMap(AwsKms::keyArn).filter(arn -> !arn.equals(target));
        var reason = used.map(arn -> text("repointed", alias, target.toString(), arn.toString()))
                .orElseGet(() -> text("alias", alias, target.toString()));
        return fail(reason, List.of(), advice("alias.fix", target.toString()));
    }
}
