package dev.cmkconsole.preflight.check.key;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.EvidenceSets;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code imported-material}: imported key material does not expire soon. */
public final class ImportedMaterial extends Check {
    private static final Duration SOON = Duration.ofDays(30);

    public ImportedMaterial() {
        super(
                CheckId.IMPORTED_MATERIAL,
                Group.KEY,
                List.of("kms:DescribeKey", "kms:ListKeyRotations"),
                EvidenceSets.plus(EvidenceSets.KEY, Evidence.MATERIAL));
    }

    @Override
    protected Optional<CheckVerdict> verdict(AccessFacts facts) {
        return facts.key().flatMap(key -> switch (key.origin()) {
            case "EXTERNAL" -> imported(facts, key);
            case "AWS_KMS" -> pass("own");
            case "" -> cannotTell(text("notTold"), List.of(), button(Fix.Action.CHECK_AGAIN, "notTold.fix"));
            default -> pass("keyStore", key.origin());
        });
    }

    private Optional<CheckVerdict> imported(AccessFacts facts, CustomerKey key) {
        var first = Stream.concat(key.validTo().stream(), facts.known(Evidence.MATERIAL).flatMap(m -> m).stream())
                .min(Instant::compareTo);
        var again = command(importAgain(key), "fix");
        if (first.isPresent() && !first.get().isAfter(facts.at())) {
            return fail(text("expired", first.get()), List.of(), again);
        }
        if (first.isPresent() && first.get().isBefore(facts.at().plus(SOON))) {
            return cannotTell(
                    text(
                            "soon",
                            first.get(),
                            Duration.between(facts.at(), first.get()).toDays()),
                    List.of(),
                    again);
        }
        if (facts.known(Evidence.MATERIAL).isEmpty()) {
            return unread(facts, Evidence.MATERIAL);
        }
        return first.isPresent() ? pass("later", first.get()) : pass("never");
    }

    static String importAgain(CustomerKey key) {
        return "aws kms get-parameters-for-import" + KeyUsable.at(key)
                + " \\\n  --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096";
    }
}
