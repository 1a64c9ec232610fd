package dev.cmkconsole.sandbox.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

class SigV4AuthorizationTest {
    private static final Pattern FORM = Pattern.compile(
            "AWS4-HMAC-SHA256\\s+Credential=([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),\\s*Signature=([0-9a-f]{64})\\s*");
    private static final String SIGNATURE = "0123456789abcdef".repeat(4);

    /** Headers of the right form, in which any part may be wrong, missing or twice. */
    @Provide
    Arbitrary<String> headers() {
        var spaces = mostly(
                Arbitraries.of("", " ", "\t \n", "\u000b\f\r"),
                Arbitraries.of("\u0000", "\u001f", "\u0085", "\u00a0", "\u2028", ","));
        var values = mostly(
                Arbitraries.of(
                        "AKIA/20260101/us-east-1/kms/aws4_request", "host;x-amz-date", "=", "a\u00a0b", "\ud83d\ude00"),
                Arbitraries.of("", "a b", "a\nb"));
        var signatures = mostly(
                Arbitraries.just(SIGNATURE),
                Arbitraries.of(
                        "",
                        SIGNATURE + "0",
                        SIGNATURE.substring(1),
                        SIGNATURE.substring(1) + "A",
                        SIGNATURE.substring(1) + "\u0661"));
        return Combinators.combine(
                        part("AWS4-HMAC-SHA256"),
                        spaces,
                        part("Credential="),
                        values,
                        Combinators.combine(part(","), spaces).as(String::concat),
                        Combinators.combine(part("SignedHeaders="), values).as(String::concat),
                        Combinators.combine(part(","), spaces, part("Signature="))
                                .as((comma, space, name) -> comma + space + name),
                        Combinators.combine(signatures, spaces).as(String::concat))
                .as((algorithm, space, name, credential, comma, headers, between, signature) ->
                        algorithm + space + name + credential + comma + headers + between + signature);
    }

    private static Arbitrary<String> part(String literal) {
        return mostly(
                Arbitraries.just(literal), Arbitraries.of("", literal.toLowerCase(Locale.ROOT), literal + literal));
    }

    private static Arbitrary<String> mostly(Arbitrary<String> right, Arbitrary<String> wrong) {
        return Arbitraries.frequencyOf(Tuple.of(15, right), Tuple.of(1, wrong));
    }

    @Property(tries = 1000)
    void itIsOfTheForm(@ForAll("headers") String header) {
        var match = FORM.matcher(header);
        var expected = match.matches()
                ? Optional.of(new SigV4Authorization(match.group(1), match.group(2), match.group(3)))
                : Optional.<SigV4Authorization>empty();

        assertThat(SigV4Authorization.parse(header)).isEqualTo(expected);
        Statistics.label("of the form")
                .collect(expected.isPresent())
                .coverage(seen -> seen.check(true).percentage(share -> share > 5));
    }
}
