package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Alongside
class ClustersResourceTest {
    private static final String NEW = """
        {"name":"%s","clusterType":"REPLICASET","encryptionAtRestProvider":"%s","replicationSpecs":[{"regionConfigs":[{"providerName":"AWS","regionName":"US_EAST_1",
         "priority":7,"electableSpecs":{"instanceSize":"M10","nodeCount":3}}]}]}\
        """;
    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private AtlasTestClient.Reply toggle(String project, String cluster, String provider) {
        return atlas.owner.patch(
                project + "/clusters/" + cluster, "{\"encryptionAtRestProvider\":\"" + provider + "\"}");
    }

    private String state(String project, String cluster) {
        return atlas.owner
                .get(project + "/clusters/" + cluster)
                .json()
                .path("stateName")
                .asText();
    }

    @Test
    void togglingGoesThroughUpdatingToIdleAndLeavesEvents() {
        var off = toggle(ON, "one", "NONE");
        assertThat(off.status()).isEqualTo(200);
        assertThat(off.json().path("stateName").asText()).isEqualTo("UPDATING");
        assertThat(off.json().path("encryptionAtRestProvider").asText()).isEqualTo("NONE");
        atlas.seconds(39);
        assertThat(state(ON, "one")).isEqualTo("UPDATING");
        atlas.seconds(1);
        assertThat(state(ON, "one")).isEqualTo("IDLE");
        assertThat(atlas.owner
                        .get(ON + "/events?clusterNames=one&itemsPerPage=3")
                        .json()
                        .path("results")
                        .findValuesAsText("eventTypeName"))
                .containsExactly("CLUSTER_UPDATE_COMPLETED", "CLUSTER_UPDATE_STARTED", "CLUSTER_UPDATE_SUBMITTED");
        var events = atlas.owner
                .get(ON + "/events?eventType=CLUSTER_UPDATE_SUBMITTED&eventType=CLUSTER_UPDATE_COMPLETED")
                .json()
                .path("results");
        assertThat(events.path(0).has("publicKey"))
                .as("Atlas itself has no caller")
                .isFalse();
        assertThat(events.path(1).path("publicKey").asText()).isEqualTo("ownerkey");
    }

    @Test
    void clustersThatCannotBeEncryptedSayWhy() {
        assertThat(toggle(FRESH, "free", "AWS").code()).isEqualTo("CANNOT_USE_ENCRYPTION_AT_REST_TENANT");
        var flex = toggle(FRESH, "bendy", "AWS");
        assertThat(flex.text())
                .isEqualTo("{\"detail\":\"Flex cluster bendy cannot be used in the Cluster"
                               + " API.\",\"error\":400,\"errorCode\":\"CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API\",\"parameters\":[\"bendy\"],\"reason\":\"Bad"
                               + " Request\"}");
        var paused = toggle(FRESH, "asleep", "AWS");
        assertThat(paused.status()).isEqualTo(409);
        assertThat(paused.code()).isEqualTo("CANNOT_UPDATE_PAUSED_CLUSTER");
        assertThat(toggle(FRESH, "rs", "AWS").code()).isEqualTo("ENCRYPTION_AT_REST_NOT_ENABLED");
        assertThat(toggle(ON, "one", "GCP").status()).isEqualTo(409);
        assertThat(toggle(ON, "one", "GCP").code()).isEqualTo("CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER");
        assertThat(toggle(ON, "one", "aws").code()).isEqualTo("INVALID_ENCRYPTION_AT_REST_PROVIDER");
        assertThat(atlas.owner.get(FRESH + "/flexClusters/rs").code())
                .isEqualTo("CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API");
        atlas.switches.freeTierToggleCode = "TENANT_CLUSTER_UPDATE_UNSUPPORTED";
        assertThat(toggle(FRESH, "free", "AWS").code()).isEqualTo("TENANT_CLUSTER_UPDATE_UNSUPPORTED");
    }

    @Test
    void anUnknownClusterIsAnsweredAsRecorded() {
        var reply = atlas.owner.get(FRESH + "/clusters/cluster-607");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.header("x-error-code")).isEqualTo("CLUSTER_NOT_FOUND");
        assertThat(reply.text())
                .isEqualTo("{\"detail\":\"No cluster named cluster-607 exists in group"
                               + " 5f0000000000000000000001.\",\"error\":404,\"errorCode\":\"CLUSTER_NOT_FOUND\",\"parameters\":[\"cluster-607\",\"5f0000000000000000000001\"],\"reason\":\"Not"
                               + " Found\"}");
    }

    @Test
    void aNewClusterMayBeEncryptedFromTheStart() {
        assertThat(atlas.owner
                        .post(FRESH + "/clusters", NEW.formatted("fresh-one", "AWS"))
                        .code())
                .isEqualTo("ENCRYPTION_AT_REST_NOT_ENABLED");
        var made = atlas.owner.post(ON + "/clusters", NEW.formatted("fresh-one", "AWS"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("stateName").asText()).isEqualTo("CREATING");
        assertThat(atlas.owner
                        .post(ON + "/clusters", NEW.formatted("fresh-one", "AWS"))
                        .code())
                .isEqualTo("DUPLICATE_CLUSTER_NAME");
        atlas.seconds(20);
        assertThat(state(ON, "fresh-one")).isEqualTo("IDLE");
        assertThat(atlas.owner.delete(ON + "/clusters/fresh-one").status()).isEqualTo(202);
        assertThat(state(ON, "fresh-one")).isEqualTo("DELETING");
        atlas.seconds(10);
        assertThat(atlas.owner.get(ON + "/clusters/fresh-one").status()).isEqualTo(404);
    }

    /** The provider of the keys need not match the cloud of the cluster. */
    @ParameterizedTest
    @CsvSource({"AZURE, US_EAST_2", "GCP, CENTRAL_US"})
    void aClusterOnAnotherCloudMayHaveAKeyInAwsKms(String cloud, String region) {
        var made = atlas.owner.post(
                ON + "/clusters",
                NEW.formatted("elsewhere", "AWS")
                        .replaceFirst("\"providerName\" *: *\"AWS\"", "\"providerName\":\"" + cloud + '"')
                        .replace("US_EAST_1", region));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.text()).contains("\"providerName\":\"" + cloud + '"');
        assertThat(made.json().path("encryptionAtRestProvider").asText()).isEqualTo("AWS");
    }

    @Test
    void theOldShapeCountsShardsAndHasItsDiskOnTop() {
        var old = atlas.owner.call(
                "GET", FRESH + "/clusters/sh", null, Map.of("Accept", "application/vnd.atlas.2023-02-01+json"));
        assertThat(old.header("content-type")).isEqualTo("application/vnd.atlas.2023-02-01+json;charset=utf-8");
        assertThat(old.header("sunset")).isEqualTo("Thu, 1 Jul 2027 00:00:00 GMT");
        assertThat(old.header("deprecation")).isEqualTo("Mon, 5 Aug 2024 00:00:00 GMT");
        assertThat(old.json().path("diskSizeGB").asDouble()).isEqualTo(50.0);
        assertThat(old.json().path("replicationSpecs")).hasSize(1);
        assertThat(old.json().path("replicationSpecs").path(0).path("numShards").asInt())
                .isEqualTo(2);
        assertThat(atlas.owner.get(FRESH + "/clusters/sh").json().path("replicationSpecs"))
                .hasSize(2);
        var grown = atlas.owner.call(
                "PATCH",
                FRESH + "/clusters/sh",
                "{\"diskSizeGB\":80}",
                Map.of("Accept", "application/vnd.atlas.2023-02-01+json"));
        assertThat(grown.status()).isEqualTo(200);
        var current = atlas.owner.get(FRESH + "/clusters/sh").json();
        assertThat(current.path("replicationSpecs"))
                .hasSize(2)
                .allSatisfy(s -> assertThat(s.path("regionConfigs")
                                .path(0)
                                .path("electableSpecs")
                                .path("diskSizeGB")
                                .asDouble())
                        .isEqualTo(80.0));
    }

    @Test
    void aTerminationProtectedClusterStays() {
        atlas.owner.patch(ON + "/clusters/one", "{\"terminationProtectionEnabled\":true}");
        assertThat(atlas.owner.delete(ON + "/clusters/one").code())
                .isEqualTo("CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED");
    }

    @Test
    void snapshotsRememberTheKeyThatWasInUseWhenTheyWereTaken() {
        var listed =
                atlas.owner.get(ON + "/clusters/one/backup/snapshots").json().path("results");
        assertThat(listed.path(0).path("masterKeyUUID").asText()).isEqualTo("99999999-12ab-34cd-56ef-1234567890ab");
        var taken = atlas.owner.post(
                ON + "/clusters/one/backup/snapshots", "{\"description\":\"test-snapshot\",\"retentionInDays\":1}");
        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().path("status").asText()).isEqualTo("queued");
        atlas.seconds(60);
        var done = atlas.owner
                .get(ON + "/clusters/one/backup/snapshots/"
                        + taken.json().path("id").asText())
                .json();
        assertThat(done.path("status").asText()).isEqualTo("completed");
        assertThat(done.path("masterKeyUUID").asText()).isEqualTo("1234abcd-12ab-34cd-56ef-1234567890ab");
        atlas.seconds(86400);
        assertThat(atlas.owner
                        .get(ON + "/clusters/one/backup/snapshots/"
                                + taken.json().path("id").asText())
                        .status())
                .as("expired")
                .isEqualTo(404);
        var sharded =
                atlas.owner.post(ON + "/clusters/two/backup/snapshots", "{}").json();
        assertThat(atlas.owner
                        .get(ON + "/clusters/two/backup/snapshots/shardedClusters")
                        .json()
                        .path("results")
                        .findValuesAsText("id"))
                .contains(sharded.path("id").asText());
        assertThat(atlas.owner
                        .get(ON + "/clusters/two/backup/snapshots/shardedCluster/"
                                + sharded.path("id").asText())
                        .json()
                        .path("members"))
                .hasSize(2);
        atlas.owner.post(FRESH + "/clusters/rs/backup/snapshots", "{}");
        assertThat(atlas.owner
                        .get(FRESH + "/clusters/rs/backup/snapshots")
                        .json()
                        .path("results")
                        .path(0)
                        .has("masterKeyUUID"))
                .isFalse();
    }

    @Test
    void dailySnapshotsComeAndGoByThemselves() {
        atlas.switches.dailySnapshotRetentionDays = 3;
        atlas.switches.longSnapshots = false;
        atlas.seconds(86400L * 400);
        var found =
                atlas.owner.get(ON + "/clusters/one/backup/snapshots").json().path("results");
        assertThat(found.size()).isBetween(3, 4);
        assertThat(found)
                .allSatisfy(s -> assertThat(s.path("snapshotType").asText()).isEqualTo("scheduled"));
    }

    /** Atlas' default schedule: daily 7 days, weekly 4 weeks, monthly 12 months, yearly 1 year. */
    @Test
    void theDefaultScheduleKeepsSnapshotsForAYear() {
        atlas.switches.dailySnapshotRetentionDays = 7;
        atlas.seconds(86400L * 400);
        var kept = atlas.owner
                .get(ON + "/clusters/one/backup/snapshots?itemsPerPage=100")
                .json()
                .path("results");
        assertThat(kept)
                .extracting(s -> s.path("frequencyType").asText())
                .contains("daily", "weekly", "monthly", "yearly")
                .filteredOn("monthly"::equals)
                .hasSize(12);
        assertThat(kept)
                .filteredOn(s -> s.path("frequencyType").asText().equals("weekly"))
                .hasSizeBetween(3, 4);
        assertThat(atlas.owner.get(ON + "/clusters/one/backup/schedule").json().at("/policies/0/policyItems"))
                .extracting(i -> i.path("frequencyType").asText() + " "
                        + i.path("retentionValue").asInt() + " "
                        + i.path("retentionUnit").asText())
                .containsExactly(
                        "hourly 7 days", "daily 7 days", "weekly 4 weeks", "monthly 12 months", "yearly 1 years");
    }

    @Test
    void privateEndpointsComeAndGoAndHoldTheirFlag() {
        var base = ON + "/encryptionAtRest/AWS/privateEndpoints";
        assertThat(atlas.owner.post(base, "{\"regionName\":\"US_EAST_1\"}").status())
                .as("private networking is off")
                .isEqualTo(400);
        var on = "{\"awsKms\":{\"enabled\":true,\"requirePrivateNetworking\":true}}";
        assertThat(atlas.owner
                        .patch(ON + "/encryptionAtRest", on)
                        .json()
                        .path("awsKms")
                        .path("requirePrivateNetworking")
                        .asBoolean())
                .isTrue();
        var made = atlas.owner.post(base, "{\"regionName\":\"US_EAST_1\",\"cloudProvider\":\"AWS\"}");
        assertThat(made.status()).isEqualTo(202);
        assertThat(made.json().path("status").asText()).isEqualTo("INITIATING");
        var one = base + "/" + made.json().path("id").asText();
        var early = atlas.owner.delete(one);
        assertThat(early.code()).isEqualTo("ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING");
        assertThat(early.json().path("parameters").path(0).asText())
                .isEqualTo("[" + made.json().path("id").asText() + "]");
        assertThat(atlas.owner.post(base, "{\"regionName\":\"US_EAST_1\"}").status())
                .isEqualTo(409);
        atlas.seconds(120);
        assertThat(atlas.owner.get(one).json().path("status").asText()).isEqualTo("ACTIVE");
        var off = atlas.owner.patch(ON + "/encryptionAtRest", "{\"awsKms\":{\"enabled\":true}}");
        assertThat(off.code())
                .isEqualTo(
                        "CANNOT_DISABLE_ENCRYPTION_AT_REST_REQUIRE_PRIVATE_NETWORKING_WHILE_PRIVATE_ENDPOINTS_EXIST");
        assertThat(off.json().path("parameters").path(0).asText()).isEqualTo("US_EAST_1");
        assertThat(atlas.owner
                        .patch(ON + "/encryptionAtRest", "{\"awsKms\":{\"enabled\":false}}")
                        .code())
                .isEqualTo("CANNOT_DISABLE_ENCRYPTION_AT_REST_DUE_TO_PRIVATE_ENDPOINTS");
        atlas.cloud.overview().removeEndpointInAws("5f0000000000000000000002", "US_EAST_1");
        assertThat(atlas.owner.get(base).json().path("results").findValuesAsText("status"))
                .containsExactly("PENDING_RECREATION", "INITIATING");
        atlas.seconds(120);
        var left = atlas.owner.get(base).json().path("results");
        assertThat(left.findValuesAsText("status")).containsExactly("ACTIVE");
        var last = base + "/" + left.path(0).path("id").asText();
        assertThat(atlas.owner.delete(last).status()).isEqualTo(204);
        assertThat(atlas.owner.get(last).json().path("status").asText()).isEqualTo("DELETING");
        atlas.seconds(60);
        assertThat(atlas.owner.get(last).status()).isEqualTo(404);
    }

    @Test
    void searchNodesAreOnePartOfTheProjectsEncryption() {
        var path = ON + "/clusters/two/search/deployment";
        assertThat(atlas.owner.get(ON + "/clusters/one/search/deployment").text())
                .isEqualTo("{}");
        assertThat(atlas.owner.get(path).json().path("encryptionAtRestProvider").asText())
                .isEqualTo("NONE");
        atlas.owner.patch(ON + "/encryptionAtRest", "{\"enabledForSearchNodes\":true}");
        assertThat(atlas.owner.get(path).json().path("stateName").asText()).isEqualTo("UPDATING");
        atlas.seconds(30);
        assertThat(atlas.owner.get(path).json().path("encryptionAtRestProvider").asText())
                .isEqualTo("AWS");
        atlas.aws.refuse(KEY, "kms:DescribeKey", "DisabledException", "disabled");
        atlas.seconds(900);
        assertThat(atlas.owner.get(ON + "/clusters/two").json().path("paused").asBoolean())
                .isTrue();
        assertThat(atlas.owner.get(ON + "/clusters/one").json().path("paused").asBoolean())
                .isFalse();
        atlas.aws.refusals.clear();
        atlas.seconds(900);
        assertThat(atlas.owner.get(ON + "/clusters/two").json().path("paused").asBoolean())
                .isFalse();
    }
}
