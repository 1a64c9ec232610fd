package dev.cmkconsole.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** That leaving out the rules without a sign in a text never leaves a secret in it. */
class RedactionTest {
    private static final String FORTY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    @Provide
    Arbitrary<String> texts() {
        var names = Arbitraries.of(
                        "authorization",
                        "proxy-authorization",
                        "x-amz-security-token",
                        "basic",
                        "bearer",
                        "digest",
                        "privateKey",
                        "private_api_key",
                        "secretAccessKey",
                        "secret_access_key",
                        "sessionToken",
                        "securityToken",
                        "clientSecret",
                        "client_secret",
                        "access_token",
                        "refresh_token",
                        "id_token",
                        "token",
                        "tokenCode",
                        "password",
                        "serviceAccountKey",
                        "plaintext",
                        "ciphertextBlob",
                        "asia",
                        "\u0130",
                        "\u212a")
                .flatMap(name -> Arbitraries.of(
                        name,
                        name.toUpperCase(Locale.ROOT),
                        Character.toUpperCase(name.charAt(0)) + name.substring(1)));
        var values = Arbitraries.of(
                "eyJhbGciOiJub25lIn0.CANARYxxxxxx.CANARY",
                "mdb_sa_sk_CANARY",
                "https://user:CANARY@",
                "ASIAIOSFODNN7EXAMPLE",
                "AIDAIOSFODNN7EXAMPLE",
                "AROAIOSFODNN7EXAMPLE",
                FORTY,
                FORTY + "a",
                FORTY.substring(1),
                "CANARY12",
                "host");
        var between = Arbitraries.of(
                "", " ", "\n", "\"", "\":\"", "\" : ", ":", "=", ": ", " = ", "<", ">", "</", ",", "/", "\\", "[", ".",
                "@");
        return Arbitraries.oneOf(names, between, values, between, tags())
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> tags() {
        return Arbitraries.of("SecretAccessKey", "SESSIONTOKEN", "TokenCode", "plaintext", "CiphertextBlob", "UserName")
                .map(name -> "<" + name + ">CANARY</" + name + ">");
    }

    @Property(tries = 1000)
    void everyRuleThatWouldChangeATextIsApplied(@ForAll("texts") String text) {
        var cleaned = text;
        for (var rule : Redaction.RULES) {
            cleaned = rule.pattern().matcher(cleaned).replaceAll(rule.replacement());
        }
        cleaned = Redaction.FORTY.matcher(cleaned).replaceAll(Redaction.MARK);

        assertThat(Redaction.byPattern().clean(text)).isEqualTo(cleaned);
    }
}
