package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.KEY;
import static dev.cmkconsole.sandbox.atlas.AtlasFixture.ON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract, Alert Configurations and Alerts: what opens, what closes, and what a change keeps. */
class KeyAlertsTest {
    private static final String INVALID = "AWS_ENCRYPTION_KEY_INVALID";
    private static final String ROTATION = "AWS_ENCRYPTION_KEY_NEEDS_ROTATION";

    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private List<JsonNode> open(String type) {
        return StreamSupport.stream(
                        atlas.owner
                                .get(ON + "/alerts?status=OPEN")
                                .json()
                                .path("results")
                                .spliterator(),
                        false)
                .filter(a -> a.path("eventTypeName").asText().equals(type))
                .toList();
    }

    private String create(String type, String more) {
        return atlas.owner
                .post(
                        ON + "/alertConfigs",
                        "{\"eventTypeName\":\"" + type + "\",\"enabled\":true,\"notifications\":[" + more + "]}")
                .json()
                .path("id")
                .asText();
    }

    private String configId(String type) {
        return StreamSupport.stream(
                        atlas.owner
                                .get(ON + "/alertConfigs")
                                .json()
                                .path("results")
                                .spliterator(),
                        false)
                .filter(c -> c.path("eventTypeName").asText().equals(type))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    @Test
    void anAlertThatIsTurnedOnLaterOpensAtTheNextCheckAndClosesWithTheRepair() {
        atlas.aws.refuse(KEY, "kms:Decrypt", "DisabledException", "disabled");
        atlas.seconds(1000);
        assertThat(open(INVALID)).as("the project does not have this alert").isEmpty();
        var made = create(INVALID, "{\"typeName\":\"GROUP\",\"intervalMin\":60,\"emailEnabled\":true}");
        assertThat(open(INVALID)).isEmpty();
        atlas.seconds(1000);
        assertThat(open(INVALID)).hasSize(1);
        atlas.aws.refusals.clear();
        atlas.seconds(1000);
        assertThat(open(INVALID)).isEmpty();

        atlas.aws.refuse(KEY, "kms:Decrypt", "DisabledException", "disabled");
        atlas.seconds(1000);
        assertThat(open(INVALID)).hasSize(1);
        atlas.owner.patch(ON + "/alertConfigs/" + made, "{\"enabled\":false}");
        assertThat(open(INVALID)).as("turned off").isEmpty();
    }

    @Test
    void theReminderOpensWithItsDaysAndClosesWhenTheyAreRaised() {
        var config = ON + "/alertConfigs/" + configId(ROTATION);
        atlas.clock.advance(Duration.ofDays(91));
        assertThat(open(ROTATION)).hasSize(1);
        var raised = atlas.owner.get(config).json().toString().replace("\"threshold\":90", "\"threshold\":400");
        assertThat(atlas.owner.put(config, raised).status()).isEqualTo(200);
        atlas.seconds(1000);
        assertThat(open(ROTATION)).isEmpty();
        atlas.clock.advance(Duration.ofDays(400));
        assertThat(open(ROTATION)).hasSize(1);
    }

    @Test
    void anAcknowledgementHasATimeAndCanBeEnded() {
        atlas.clock.advance(Duration.ofDays(91));
        var alert = ON + "/alerts/" + open(ROTATION).getFirst().path("id").asText();
        assertThat(atlas.owner.patch(alert, "{\"acknowledgedUntil\":\"soon\"}").status())
                .isEqualTo(400);
        var given = atlas.owner
                .patch(alert, "{\"acknowledgedUntil\":\"2027-01-31T00:00:00Z\",\"acknowledgementComment\":\"on it\"}")
                .json();
        assertThat(given.path("acknowledgedUntil").asText()).isEqualTo("2027-01-31T00:00:00Z");
        assertThat(given.path("acknowledgementComment").asText()).isEqualTo("on it");
        assertThat(given.has("acknowledgingUsername"))
                .as("an API key is no user")
                .isFalse();
        var ended = atlas.owner.patch(alert, "{\"unacknowledgeAlert\":true}").json();
        assertThat(ended.has("acknowledgedUntil")).isFalse();
        assertThat(ended.has("acknowledgementComment")).isFalse();
        assertThat(atlas.reader.patch(alert, "{\"unacknowledgeAlert\":true}").status())
                .as("a reader may not")
                .isGreaterThanOrEqualTo(400);
    }

    @Test
    void credentialsAreMaskedAndKeptByTheirNotifierAndEverythingElseIsLost() {
        var id = create(
                INVALID,
                "{\"typeName\":\"SLACK\",\"channelName\":\"keys\",\"apiToken\":\"xoxb-secret-abcd\",\"intervalMin\":60}");
        var config = ON + "/alertConfigs/" + id;
        var shown = atlas.owner.get(config).json();
        assertThat(shown.toString()).doesNotContain("secret").contains("abcd");
        var notifier = shown.at("/notifications/0/notifierId").asText();
        atlas.owner.put(
                config,
                "{\"eventTypeName\":\"" + INVALID + "\",\"enabled\":true,\"notifications\":[{\"typeName\":\"SLACK\","
                        + "\"notifierId\":\"" + notifier + "\",\"intervalMin\":60}]}");
        var changed = atlas.owner.get(config).json();
        assertThat(changed.at("/notifications/0/apiToken").asText()).endsWith("abcd");
        assertThat(changed.at("/notifications/0").has("channelName"))
                .as("not repeated")
                .isFalse();
    }
}
