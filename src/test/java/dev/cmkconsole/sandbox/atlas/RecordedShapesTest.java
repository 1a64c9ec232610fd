package dev.cmkconsole.sandbox.atlas;

import static dev.cmkconsole.sandbox.atlas.AtlasFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recorded answers of the real service, member by member: names, types, and values that do not depend on the time. */
@Alongside
class RecordedShapesTest {
    private final AtlasFixture atlas = new AtlasFixture();

    @AfterEach
    void close() {
        atlas.close();
    }

    private static JsonNode parse(String json) {
        try {
            return Json.LENIENT.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Each member with the kind of its value; of lists the kinds of their first item. */
    private static Set<String> shape(JsonNode node) {
        var result = new TreeSet<String>();
        shape("", node, result);
        return result;
    }

    private static void shape(String at, JsonNode node, Set<String> into) {
        if (node.isObject()) {
            node.properties().forEach(e -> shape(at + "/" + e.getKey(), e.getValue(), into));
        } else if (node.isArray() && !node.isEmpty()) {
            shape(at + "[]", node.get(0), into);
            return;
        }
        if (!at.isEmpty()) {
            into.add(at + " " + node.getNodeType());
        }
    }

    private static void sameShape(JsonNode real, String recorded) {
        assertThat(shape(real)).containsExactlyElementsOf(shape(parse(recorded)));
    }

    @Test
    void roles() {
        var made = atlas.owner.post(FRESH + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}");
        assertThat(made.status()).isEqualTo(200);
        sameShape(made.json(), """
            {"atlasAWSAccountArn":"arn:aws:iam::299602853325:root","atlasAssumedRoleExternalId":"b63a96a9-5e21-4eee-9902-a3cdc7a0d81e",
             "authorizedDate":null,"createdDate":"2026-08-10T03:03:36Z","featureUsages":[],"iamAssumedRoleArn":null,"providerName":"AWS","roleId":"6a793f88c0eb9e7a17716581"}\
            """);
        assertThat(made.json().path("createdDate").asText()).isEqualTo("2026-08-10T03:00:00Z");
        var list = atlas.owner.get(EMPTY + "/cloudProviderAccess");
        assertThat(list.text())
                .isEqualTo("{\"awsIamRoles\":[],\"azureServicePrincipals\":[],\"gcpServiceAccounts\":[]}");
        assertThat(atlas.owner
                        .delete(FRESH + "/cloudProviderAccess/AWS/"
                                + made.json().path("roleId").asText())
                        .status())
                .isEqualTo(204);
        var used = atlas.owner
                .get(ON + "/cloudProviderAccess")
                .json()
                .path("awsIamRoles")
                .path(0)
                .path("roleId")
                .asText();
        var refused = atlas.owner.delete(ON + "/cloudProviderAccess/AWS/" + used);
        assertThat(refused.text())
                .isEqualTo("{\"detail\":\"Cannot remove the AWS IAM role because it is still in"
                        + " use.\",\"error\":400,\"errorCode\":\"AWS_IAM_ROLE_IN_USE\",\"parameters\":[\"Cannot"
                        + " remove the AWS IAM role (" + used
                        + ") because it is still in use.\"],\"reason\":\"Bad Request\"}");
    }

    @Test
    void headersOfASuccess() {
        var headers = atlas.owner.get(FRESH + "/encryptionAtRest").raw().headers().map().keySet().stream()
                .map(String::toLowerCase)
                .toList();
        assertThat(headers)
                .contains(
                        "date",
                        "content-length",
                        "content-type",
                        "ratelimit-limit",
                        "ratelimit-remaining",
                        "referrer-policy",
                        "server",
                        "strict-transport-security",
                        "x-content-type-options",
                        "x-envoy-upstream-service-time",
                        "x-frame-options",
                        "x-java-method",
                        "x-java-version",
                        "x-mongodb-service-version",
                        "x-permitted-cross-domain-policies");
    }

    @Test
    void headersOfAnErrorAndOfAnEmptyAnswer() {
        var error = atlas.owner.get(FRESH + "/clusters/none");
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.header("server")).isEqualTo("mdbws");
        assertThat(error.header("strict-transport-security")).isEqualTo("max-age=31536000; includeSubdomains;");
        assertThat(error.header("x-frame-options")).isEqualTo("DENY");
        assertThat(error.header("referrer-policy")).isEqualTo("strict-origin-when-cross-origin");
        assertThat(error.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(error.header("x-permitted-cross-domain-policies")).isEqualTo("none");
        assertThat(error.header("x-error-code")).isEqualTo("CLUSTER_NOT_FOUND");
        var empty = atlas.owner.delete(FRESH + "/flexClusters/bendy");
        assertThat(empty.status()).isEqualTo(204);
        assertThat(empty.header("content-type")).isEqualTo("application/vnd.atlas.2024-11-13+json;charset=utf-8");
    }

    /** Members that only some kinds of clusters have. */
    @Test
    void membersOfOneKindOfCluster() {
        var set = atlas.owner.get(FRESH + "/clusters/rs").json();
        assertThat(AtlasTestClient.members(set)).doesNotContain("configServerManagementMode", "configServerType");
        assertThat(AtlasTestClient.members(set.path("connectionStrings"))).containsExactly("standard", "standardSrv");
        assertThat(set.at("/replicationSpecs/0/regionConfigs/0/effectiveElectableSpecs/instanceSize")
                        .asText())
                .isEqualTo("M10");
        assertThat(set.at("/effectiveReplicationSpecs/0/regionConfigs/0").has("effectiveElectableSpecs"))
                .isFalse();
        var free = atlas.owner.get(FRESH + "/clusters/free").json();
        assertThat(AtlasTestClient.members(free)).doesNotContain("advancedConfiguration");
        assertThat(free.at("/replicationSpecs/0/regionConfigs/0").has("effectiveElectableSpecs"))
                .isFalse();
        var older = atlas.owner
                .call("GET", FRESH + "/clusters/rs", null, Map.of("Accept", "application/vnd.atlas.2023-02-01+json"))
                .json();
        assertThat(AtlasTestClient.members(older))
                .containsExactly(
                        "advancedConfiguration",
                        "backupEnabled",
                        "biConnector",
                        "clusterType",
                        "connectionStrings",
                        "createDate",
                        "diskSizeGB",
                        "diskWarmingMode",
                        "encryptionAtRestProvider",
                        "featureCompatibilityVersion",
                        "globalClusterSelfManagedSharding",
                        "groupId",
                        "id",
                        "labels",
                        "links",
                        "mongoDBMajorVersion",
                        "mongoDBVersion",
                        "name",
                        "paused",
                        "pitEnabled",
                        "replicationSpecs",
                        "rootCertType",
                        "stateName",
                        "tags",
                        "terminationProtectionEnabled",
                        "versionReleaseSystem");
    }

    @Test
    void organisationsAndProjects() {
        sameShape(
                atlas.owner.get("/orgs").json().path("results").path(0),
                "{\"id\":\"x\",\"isDeleted\":false,\"links\":[{\"href\":\"x\",\"rel\":\"self\"}],\"name\":\"x\",\"skipDefaultAlertsSettings\":false}");
        var project = atlas.owner.get(FRESH).json();
        sameShape(
                project,
                "{\"clusterCount\":0,\"created\":\"2026-08-10T03:05:48Z\",\"id\":\"x\",\"links\":[{\"href\":\"x\",\"rel\":\"self\"}],\"name\":\"x\",\"orgId\":\"x\","
                    + "\"tags\":[],\"withDefaultAlertsSettings\":true}");
        var rels = new ArrayList<String>();
        project.path("links").forEach(l -> rels.add(l.path("rel").asText()));
        assertThat(rels)
                .containsExactly(
                        "self",
                        "https://cloud.mongodb.com/containers",
                        "https://cloud.mongodb.com/clusters",
                        "https://cloud.mongodb.com/databaseUsers",
                        "https://cloud.mongodb.com/peers",
                        "https://cloud.mongodb.com/processes",
                        "https://cloud.mongodb.com/whitelist");
        var made = atlas.owner.post("/groups", "{\"name\":\"new\",\"orgId\":\"5f00000000000000000000aa\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).contains("//api/atlas/v1.0");
        var gone = atlas.owner.delete("/groups/" + made.json().path("id").asText());
        assertThat(gone.status()).isEqualTo(202);
        assertThat(gone.text()).isEqualTo("{}");
        var missing = atlas.owner.get("/groups/" + made.json().path("id").asText());
        assertThat(missing.json().path("detail").asText())
                .isEqualTo("No group with ID " + made.json().path("id").asText() + " exists.");
        assertThat(missing.json().path("parameters").path(0).asText())
                .isEqualTo(made.json().path("id").asText());
        assertThat(atlas.owner.delete(FRESH).code()).isEqualTo("CANNOT_CLOSE_GROUP_ACTIVE_ATLAS_CLUSTERS");
    }

    @Test
    void aShardedCluster() {
        var recorded = """
            {"adaptiveCapacity":null,"advancedConfiguration":{"customOpensslCipherConfigTls12":[],"customOpensslCipherConfigTls13":[],"minimumEnabledTlsProtocol":"TLS1_2",
             "tlsCipherConfigMode":"DEFAULT"},"backupEnabled":false,"biConnector":{"enabled":false,"readPreference":"secondary"},"clusterType":"SHARDED",
             "configServerManagementMode":"ATLAS_MANAGED","configServerType":"EMBEDDED",
             "connectionStrings":{"awsPrivateLinkSrv":{},"privateEndpoint":[],"standard":"x","standardSrv":"x"},"createDate":"x","diskWarmingMode":"FULLY_WARMED",
             "effectiveDatabaseEdition":"CORE","effectiveReplicationSpecs":[OLDER],"encryptionAtRestProvider":"NONE","featureCompatibilityVersion":"8.0",
             "globalClusterSelfManagedSharding":false,"groupId":"x","id":"x","internalClusterRole":"NONE","labels":[],"links":[{"href":"x","rel":"self"}],
             "mongoDBMajorVersion":"8.0","mongoDBVersion":"8.0.29","name":"x","paused":false,"pitEnabled":false,"redactClientLogData":false,"replicationSpecs":[SPEC],
             "retainBackups":false,"rootCertType":"ISRGROOTX1","stateName":"UPDATING","tags":[],"terminationProtectionEnabled":false,
             "useAwsTimeBasedSnapshotCopyForFastInitialSync":false,"versionReleaseSystem":"LTS"}\
            """;
        var specs =
                "{\"instanceSize\":\"M10\",\"diskIOPS\":3000,\"diskSizeGB\":30.0,\"ebsVolumeType\":\"STANDARD\",\"nodeCount\":0}";
        var spec =
                "{\"id\":\"x\",\"regionConfigs\":[{\"analyticsSpecs\":S,\"autoScaling\":{\"compute\":{\"enabled\":false,\"scaleDownEnabled\":false},\"diskGB\":{\"enabled\":false}},EFFECTIVE\"electableSpecs\":S,\"priority\":7,\"providerName\":\"AWS\",\"readOnlySpecs\":S,\"regionName\":\"US_EAST_1\"}],\"zoneId\":\"x\",\"zoneName\":\"Zone"
                    + " 1\"}";
        sameShape(
                atlas.owner.get(FRESH + "/clusters/sh").json(),
                recorded.replace("OLDER", spec.replace("EFFECTIVE", "").replace("S,", specs + ","))
                        .replace(
                                "SPEC",
                                spec.replace(
                                                "EFFECTIVE",
                                                "\"effectiveAnalyticsSpecs\":S,\"effectiveElectableSpecs\":S,"
                                                        + "\"effectiveReadOnlySpecs\":S,")
                                        .replace("S,", specs + ",")));
        var body = atlas.owner.get(FRESH + "/clusters/sh").json();
        assertThat(body.path("replicationSpecs")
                        .path(0)
                        .path("regionConfigs")
                        .path(0)
                        .path("analyticsSpecs")
                        .path("nodeCount")
                        .asInt())
                .isZero();
        assertThat(body.path("links")).hasSize(3);
    }

    @Test
    void flexClusters() {
        var flex =
                atlas.owner.get(FRESH + "/flexClusters").json().path("results").path(0);
        var shape = shape(flex);
        assertThat(shape).containsExactlyElementsOf(shape(parse("""
            {"backupSettings":{"enabled":true},"clusterType":"REPLICASET","connectionStrings":{"standard":"x","standardSrv":"x"},"createDate":"x","groupId":"x","id":"x",
             "mongoDBVersion":"8.0.29","name":"x","providerSettings":{"backingProviderName":"AWS","diskSizeGB":5.0,"providerName":"FLEX","regionName":"US_EAST_1"},
             "stateName":"IDLE","tags":[],"terminationProtectionEnabled":true,"versionReleaseSystem":"LTS"}\
            """)));
        assertThat(atlas.owner.get(FRESH + "/clusters").json().path("results").findValuesAsText("name"))
                .doesNotContain("bendy");
    }

    @Test
    void searchNodes() {
        sameShape(atlas.owner.get(ON + "/clusters/two/search/deployment").json(), """
            {"effectiveSpecs":[{"cloudProvider":"AWS","instanceSize":"S20_HIGHCPU_NVME","nodeCount":3,"regionName":"US_EAST_1"}],"encryptionAtRestProvider":"NONE",
             "groupId":"x","id":"x","specs":[{"instanceSize":"x","nodeCount":3}],"stateName":"IDLE"}\
            """);
        assertThat(atlas.owner.get(ON + "/clusters/one/search/deployment").text())
                .isEqualTo("{}");
    }

    @Test
    void snapshotsWhileTakenAndAfter() {
        var path = FRESH + "/clusters/rs/backup/snapshots";
        var id = atlas.owner
                .post(path, "{\"description\":\"test-snapshot\",\"retentionInDays\":1}")
                .json()
                .path("id")
                .asText();
        atlas.seconds(10);
        var during = atlas.owner.get(path + "/" + id).json();
        sameShape(during, """
            {"copyRegions":[],"description":"test-snapshot","expiresAt":"2026-08-11T03:33:30Z","frequencyType":"ondemand","id":"x","links":[{"href":"x","rel":"self"}],
             "policyItems":[],"replicaSetName":"x","snapshotType":"onDemand","status":"inProgress","storageSizeBytes":0,"type":"replicaSet"}\
            """);
        assertThat(during.path("status").asText()).isEqualTo("inProgress");
        assertThat(during.path("frequencyType").asText()).isEqualTo("ondemand");
        assertThat(during.path("links")).hasSize(2);
        atlas.seconds(60);
        var gained = new ArrayList<>(
                AtlasTestClient.members(atlas.owner.get(path + "/" + id).json()));
        gained.removeAll(AtlasTestClient.members(during));
        assertThat(gained).containsExactly("cloudProvider", "createdAt", "mongodVersion");
    }

    @Test
    void alertConfigurations() {
        var made = atlas.owner.post(FRESH + "/alertConfigs", """
            {"eventTypeName":"NO_PRIMARY","enabled":true,"notifications":[{"delayMin":0,"emailEnabled":true,"intervalMin":5,"smsEnabled":false,"typeName":"GROUP"}]}\
            """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("location")).isNotNull();
        sameShape(made.json(), """
            {"created":"x","enabled":true,"eventTypeName":"NO_PRIMARY","groupId":"x","id":"x","links":[{"href":"x","rel":"self"}],"matchers":[],
             "notifications":[{"delayMin":0,"emailEnabled":true,"intervalMin":5,"notifierId":"x","smsEnabled":false,"typeName":"GROUP"}],"updated":"x"}\
            """);
        assertThat(made.json().path("links").path(1).path("rel").asText())
                .isEqualTo("https://cloud.mongodb.com/alerts");
    }

    @Test
    void events() {
        atlas.owner.post(ON + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}");
        var role = atlas.owner
                .get(ON + "/events?eventType=CLOUD_PROVIDER_ACCESS_AWS_IAM_ROLE_ADDED")
                .json()
                .path("results")
                .path(0);
        sameShape(
                role,
                "{\"apiKeyId\":\"x\",\"created\":\"x\",\"eventTypeName\":\"x\",\"groupId\":\"x\",\"id\":\"x\",\"isGlobalAdmin\":false,"
                    + "\"links\":[{\"href\":\"x\",\"rel\":\"self\"}],\"publicKey\":\"x\",\"remoteAddress\":\"x\"}");
        atlas.owner.patch(ON + "/clusters/one", "{\"backupEnabled\":false}");
        atlas.seconds(60);
        sameShape(
                atlas.owner
                        .get(ON + "/events?eventType=CLUSTER_UPDATE_COMPLETED")
                        .json()
                        .path("results")
                        .path(0),
                "{\"clusterName\":\"x\",\"created\":\"x\","
                    + "\"eventTypeName\":\"x\",\"groupId\":\"x\",\"id\":\"x\",\"isGlobalAdmin\":false,\"links\":[{\"href\":\"x\",\"rel\":\"self\"}]}");
        var made = atlas.owner
                .post("/groups", "{\"name\":\"eventful\",\"orgId\":\"5f00000000000000000000aa\"}")
                .json()
                .path("id")
                .asText();
        sameShape(
                atlas.owner
                        .get("/groups/" + made + "/events?eventType=GROUP_CREATED")
                        .json()
                        .path("results")
                        .path(0),
                "{\"apiKeyId\":\"x\",\"created\":\"x\","
                    + "\"eventTypeName\":\"x\",\"groupId\":\"x\",\"id\":\"x\",\"isGlobalAdmin\":false,\"links\":[{\"href\":\"x\",\"rel\":\"self\"}],\"orgId\":\"x\",\"publicKey\":\"x\","
                    + "\"remoteAddress\":\"x\"}");
    }

    @Test
    void keysAccessListAndCompliancePolicy() {
        var key = atlas.owner.get(ON + "/apiKeys").json().path("results").path(0);
        assertThat(AtlasTestClient.members(key))
                .containsExactly("desc", "id", "links", "privateKey", "publicKey", "roles");
        assertThat(key.path("privateKey").asText()).matches("\\*{8}-\\*{4}-\\*{4}-[0-9a-f]{12}");
        var added = atlas.owner.post(FRESH + "/accessList", "[{\"ipAddress\":\"203.0.113.7\",\"comment\":\"office\"}]");
        assertThat(added.status()).isEqualTo(201);
        assertThat(added.json().path("results").path(0).path("cidrBlock").asText())
                .isEqualTo("203.0.113.7/32");
        assertThat(atlas.owner.get(FRESH + "/backupCompliancePolicy").text()).isEqualTo("{}");
        var policy = atlas.owner
                .call(
                        "PUT",
                        ON + "/backupCompliancePolicy",
                        "{\"authorizedEmail\":\"a@example.com\",\"authorizedUserFirstName\":\"A\","
                                + "\"authorizedUserLastName\":\"B\",\"encryptionAtRestEnabled\":true}",
                        Map.of())
                .json();
        assertThat(AtlasTestClient.members(policy))
                .containsAll(List.of(
                        "authorizedEmail",
                        "deletable",
                        "encryptionAtRestEnabled",
                        "onDemandPolicyItem",
                        "pitEnabled",
                        "projectId",
                        "restoreWindowDays",
                        "scheduledPolicyItems",
                        "state"));
    }
}
