package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a key from before is needed: as long as in Atlas, by the sandbox's clock. It starts on August 10, 2026. */
class OldKeyTimesTest {
    private static final String CLUSTER = ON + "/clusters/one";

    private final AtlasFixture atlas = new AtlasFixture();

    @BeforeEach
    void snapshots() {
        atlas.switches.dailySnapshotRetentionDays = 7;
        assertThat(atlas.owner.patch(CLUSTER, "{\"pitEnabled\":true}").status()).isEqualTo(200);
    }

    @AfterEach
    void close() {
        atlas.close();
    }

    private void days(int count) {
        atlas.clock.advance(Duration.ofDays(count));
    }

    private void changeKey() {
        var role = atlas.owner
                .get(ON + "/cloudProviderAccess")
                .json()
                .at("/awsIamRoles/0/roleId")
                .asText();
        assertThat(atlas.owner
                        .patch(
                                ON + "/encryptionAtRest",
                                "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + role + "\",\"region\":\"US_EAST_1\","
                                        + "\"customerMasterKeyID\":\"" + OTHER_KEY + "\"}}")
                        .status())
                .isEqualTo(200);
    }

    /** The frequencies of the snapshots that the first key encrypts, oldest first. */
    private List<String> withFirstKey() {
        var found = new ArrayList<String>();
        atlas.owner
                .get(CLUSTER + "/backup/snapshots?itemsPerPage=500")
                .json()
                .path("results")
                .forEach(s -> {
                    if (KEY.endsWith(s.path("masterKeyUUID").asText("-"))) {
                        found.addFirst(s.path("frequencyType").asText());
                    }
                });
        return found;
    }

    private String state() {
        return atlas.owner.get(CLUSTER).json().path("stateName").asText();
    }

    @Test
    void itsSnapshotsAreKeptAsTheDefaultScheduleSays() {
        days(30);
        changeKey();
        assertThat(state()).isEqualTo("UPDATING");
        assertThat(withFirstKey()).contains("daily", "weekly", "monthly");
        days(1);
        assertThat(state()).isEqualTo("IDLE");
        days(7);
        assertThat(withFirstKey()).as("daily snapshots are kept 7 days").containsOnly("weekly", "monthly");
        days(30);
        assertThat(withFirstKey()).as("weekly snapshots are kept 4 weeks").containsExactly("monthly");
        days(310);
        assertThat(withFirstKey()).as("378 days after the start").containsExactly("monthly");
        days(10);
        assertThat(withFirstKey()).as("monthly snapshots are kept 12 months").isEmpty();
    }

    @Test
    void itsSnapshotsFollowAScheduleThatIsChanged() {
        days(30);
        changeKey();
        var shorter = atlas.owner.patch(
                CLUSTER + "/backup/schedule",
                "{\"updateSnapshots\":true,\"deleteSnapshots\":true,\"policies\":[{\"policyItems\":[{\"frequencyInterval\":1,"
                    + "\"frequencyType\":\"daily\",\"retentionUnit\":\"days\",\"retentionValue\":2}]}]}");
        assertThat(shorter.status()).isEqualTo(200);
        days(3);
        assertThat(withFirstKey()).isEmpty();
    }

    @Test
    void aRestoreTakesMinutesAndNotSeconds() {
        days(2);
        var snapshot = atlas.owner
                .get(CLUSTER + "/backup/snapshots")
                .json()
                .at("/results/0/id")
                .asText();
        var job = atlas.owner
                .post(
                        CLUSTER + "/backup/restoreJobs",
                        "{\"deliveryType\":\"automated\",\"snapshotId\":\"" + snapshot
                                + "\",\"targetClusterName\":\"one\",\"targetGroupId\":\"5f0000000000000000000002\"}")
                .json()
                .path("id")
                .asText();
        atlas.seconds(600);
        assertThat(atlas.owner
                        .get(CLUSTER + "/backup/restoreJobs/" + job)
                        .json()
                        .has("finishedAt"))
                .isFalse();
        atlas.seconds(1200);
        assertThat(atlas.owner
                        .get(CLUSTER + "/backup/restoreJobs/" + job)
                        .json()
                        .has("finishedAt"))
                .isTrue();
    }
}
