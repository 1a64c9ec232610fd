package dev.cmkconsole.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final String VALUE = "canary-9f1c2d3e";

    private record Holder(String name, Secret secret) {}

    @Test
    void itIsLentButNeverPrinted() {
        var secret = Secret.of(VALUE);
        assertThat(secret.<Integer>use(String::length)).isEqualTo(VALUE.length());
        assertThat(secret + " " + new Holder("n", secret) + " " + Map.of("k", secret) + String.format("%s", secret))
                .doesNotContain(VALUE);
    }

    @Test
    void librariesThatWriteObjectsFindNothing() {
        var mapper = new ObjectMapper();
        assertThatThrownBy(() -> mapper.writeValueAsString(new Holder("n", Secret.of(VALUE))))
                .hasMessageNotContaining(VALUE);
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(Secret.of(VALUE)))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void equalByValueAndNothingElse() {
        assertThat(Secret.of(VALUE))
                .isEqualTo(Secret.of(VALUE))
                .hasSameHashCodeAs(Secret.of("other"))
                .isNotEqualTo(Secret.of(VALUE + "x"))
                .isNotEqualTo(VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aBlankOneIsNone(String blank) {
        assertThatThrownBy(() -> Secret.of(blank)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Digest username=\"u\", response=\"CANARY\"",
                "authorization=Bearer CANARY",
                "X-Amz-Security-Token: CANARY",
                "{\"privateKey\":\"CANARY\"}",
                "{\"secretAccessKey\" : \"CANARY\"}",
                "{\"access_token\":\"CANARY\\\"CANARY\"}",
                "<SecretAccessKey>CANARY</SecretAccessKey>",
                "<SessionToken>CANARY</SessionToken>",
                "aws_secret_access_key = CANARY",
                "clientSecret=CANARY&x=1",
                "Credentials(SessionToken=CANARY)",
                "Bearer eyJhbGciOiJub25lIn0.CANARYxxxxxx.CANARY",
                "mdb_sa_sk_CANARY",
                "mongodb+srv://user:CANARY@host/",
                "http://proxy:CANARY@10.0.0.1:3128"
            })
    void knownFormsAreTakenOut(String text) {
        assertThat(Redaction.byPattern().clean(text)).doesNotContain("CANARY").contains(Redaction.MARK);
    }

    @Test
    void anAwsSecretIsKnownByItsLooks() {
        assertThat(Redaction.byPattern().clean("found wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY there"))
                .isEqualTo("found [removed] there");
        assertThat(Redaction.byPattern().clean("ASIAIOSFODNN7EXAMPLE")).isEqualTo("ASIA\u2026MPLE");
        assertThat(Redaction.byPattern().clean("AKIAIOSFODNN7EXAMPLE"))
                .as("the ID of an access key is no secret, and the history needs it whole")
                .isEqualTo("AKIAIOSFODNN7EXAMPLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                "arn:aws:iam::111122223333:role/team/atlas-encryption",
                "sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709",
                "b63a96a9-5e21-4eee-9902-a3cdc7a0d81e",
                "6a793f362c88faeba59b8a26",
                "{\"sts:ExternalId\":\"b63a96a9-5e21-4eee-9902-a3cdc7a0d81e\"}",
                "Atlas cannot assume the specified role (arn:aws:iam::1:role/x).",
                "https://cloud.mongodb.com/api/atlas/v2/groups/6a793f362c88faeba59b8a26",
                "http://127.0.0.1:8080/a@b",
                ""
            })
    void whatPeopleNeedStays(String text) {
        assertThat(Redaction.byPattern().clean(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "the key is 9f1c2d3e-0000 here,the key is [removed] here",
        "9f1c2d3e-00009f1c2d3e-0000,[removed][removed]"
    })
    void toldSecretsAreTakenOutWhereverTheyStand(String text, String clean) {
        assertThat(Redaction.byPattern().and(Secret.of("9f1c2d3e-0000")).clean(text))
                .isEqualTo(clean);
    }

    @Test
    void nothingIsNothing() {
        assertThat(Redaction.byPattern().clean(null)).isEmpty();
    }
}
