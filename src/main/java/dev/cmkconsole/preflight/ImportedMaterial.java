package dev.cmkconsole.preflight;

import dev.cmkconsole.model.CustomerKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Row 5: material that was imported does not vanish unexpectedly. */
final class ImportedMaterial extends Check {
    private static final Duration SOON = Duration.ofDays(30);

    ImportedMaterial() {
        super(
                "imported-material",
                Group.KEY,
                List.of("kms:DescribeKey", "kms:ListKeyRotations"),
                Needs.plus(Needs.KEY, Part.MATERIAL));
    }

    @Override
    protected Optional<Verdict> verdict(AccessFacts facts) {
        return facts.key().flatMap(key -> key.origin().equals("EXTERNAL") ? imported(facts, key) : pass("own"));
    }

    private Optional<Verdict> imported(AccessFacts facts, CustomerKey key) {
        var first = Stream.concat(key.validTo().stream(), facts.known(Part.MATERIAL).flatMap(m -> m).stream())
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
        if (facts.known(Part.MATERIAL).isEmpty()) {
            return unread(facts, Part.MATERIAL);
        }
        return first.isPresent() ? pass("later", first.get()) : pass("never");
    }

    static String importAgain(CustomerKey key) {
        return "aws kms get-parameters-for-import" + KeyState.at(key)
                + " \\\n  --wrapping-algorithm RSAES_OAEP_SHA_256 --wrapping-key-spec RSA_4096";
    }
}
