package dev.cmkconsole.sandbox.contract;

import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import java.time.Duration;
import java.util.Map;

/** Calls every operation of the Atlas side at least once, as its clients do. */
final class AtlasJourney {
    private final Sandbox sandbox;
    private final AtlasTestClient atlas;
    private final String payments;
    private final String analytics;
    private final String key;

    AtlasJourney(Sandbox sandbox) {
        this.sandbox = sandbox;
        this.atlas = new AtlasTestClient(
                sandbox.atlasUri(), sandbox.apiKey().user(), sandbox.apiKey().secret());
        this.payments = "/groups/" + sandbox.projectId("payments-prod");
        this.analytics = "/groups/" + sandbox.projectId("analytics-dev");
        this.key = sandbox.aws().keys().stream()
                .filter(k -> k.aliases().contains("alias/atlas-payments"))
                .findFirst()
                .orElseThrow()
                .arn();
    }

    void run() {
        system();
        policies();
        projects();
        encryption();
        clusters();
        backups();
        access();
        alerts();
    }

    private void system() {
        atlas.get("");
        atlas.get("/rateLimits?itemsPerPage=2");
        atlas.get("/rateLimits/"
                + atlas.get("/rateLimits")
                        .json()
                        .path("results")
                        .path(0)
                        .path("endpointSetId")
                        .asText());
        atlas.anonymous(
                "GET",
                "/api/atlas/v2/unauth/controlPlaneIPAddresses",
                null,
                Map.of("Accept", "application/vnd.atlas.2023-11-15+json"));
        atlas.get("/orgs");
        atlas.get("/orgs/" + sandbox.orgId());
        atlas.get("/orgs/" + sandbox.orgId() + "/groups");
        atlas.get("/groups?envelope=false&pretty=true");
    }

    private void policies() {
        var path = "/orgs/" + sandbox.orgId() + "/resourcePolicies";
        var body = "{\"name\":\"contract\",\"description\":\"contract\",\"policies\":[{\"body\":\"forbid (principal,"
                + " action == ResourcePolicy::Action::\\\"cluster.modify\\\", resource) when {"
                + " !context.cluster.encryptionAtRest.customerManagedKey.enabled };\"}]}";
        atlas.call("POST", path + ":validate", body, content("2024-08-05"));
        atlas.call("POST", path + ":validate", body.replace("forbid", "forbit"), content("2024-08-05"));
        var id = atlas.call("POST", path, body, content("2024-08-05"))
                .json()
                .path("id")
                .asText();
        atlas.get(path);
        atlas.get(path + "/" + id);
        atlas.get("/orgs/" + sandbox.orgId() + "/nonCompliantResources");
        atlas.call("PATCH", path + "/" + id, "{\"description\":\"changed\"}", content("2024-08-05"));
        atlas.call("DELETE", path + "/" + id, null, Map.of("Accept", "application/vnd.atlas.2024-08-05+json"));
    }

    private void projects() {
        atlas.get(payments);
        atlas.get(payments + "/settings");
        atlas.patch(payments + "/settings", "{\"isDataExplorerEnabled\":false}");
        var made = atlas.post("/groups", "{\"name\":\"contract\",\"orgId\":\"" + sandbox.orgId() + "\"}")
                .json()
                .path("id")
                .asText();
        atlas.patch("/groups/" + made, "{\"name\":\"contract-2\",\"tags\":[{\"key\":\"a\",\"value\":\"b\"}]}");
        atlas.delete("/groups/" + made);
        atlas.get("/groups/" + made);
        atlas.delete(payments);
    }

    private void encryption() {
        atlas.get(payments + "/cloudProviderAccess");
        var role = atlas.post(analytics + "/cloudProviderAccess", "{\"providerName\":\"AWS\"}")
                .json()
                .path("roleId")
                .asText();
        atlas.get(analytics + "/cloudProviderAccess");
        atlas.get(analytics + "/cloudProviderAccess/" + role);
        atlas.patch(
                analytics + "/cloudProviderAccess/" + role,
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"arn:aws:iam::111122223333:role/nobody\"}");
        atlas.delete(analytics + "/cloudProviderAccess/AWS/" + role);
        atlas.get(analytics + "/encryptionAtRest");
        var read = atlas.get(payments + "/encryptionAtRest").text();
        atlas.patch(payments + "/encryptionAtRest", read);
        atlas.patch(payments + "/encryptionAtRest", "{\"awsKms\":{\"enabled\":false}}");
        atlas.patch(
                payments + "/encryptionAtRest",
                "{\"awsKms\":{\"enabled\":true,\"customerMasterKeyID\":\"" + key
                        + "\",\"region\":\"US_EAST_1\",\"roleId\":\""
                        + atlas.get(payments + "/cloudProviderAccess")
                                .json()
                                .path("awsIamRoles")
                                .path(0)
                                .path("roleId")
                                .asText()
                        + "\",\"requirePrivateNetworking\":true}}");
        var endpoints = payments + "/encryptionAtRest/AWS/privateEndpoints";
        var endpoint = atlas.post(endpoints, "{\"regionName\":\"US_EAST_1\"}")
                .json()
                .path("id")
                .asText();
        atlas.get(endpoints);
        atlas.get(endpoints + "/" + endpoint);
        atlas.delete(endpoints + "/" + endpoint);
        sandbox.advance(Duration.ofMinutes(5));
        atlas.get(endpoints + "/" + endpoint);
        atlas.delete(endpoints + "/" + endpoint);
        sandbox.advance(Duration.ofMinutes(5));
    }

    private void clusters() {
        for (var version : new String[] {"2023-02-01", "2024-08-05"}) {
            var accept = Map.of("Accept", "application/vnd.atlas." + version + "+json");
            atlas.call("GET", analytics + "/clusters", null, accept);
            atlas.call("GET", payments + "/clusters/payments", null, accept);
        }
        atlas.get(analytics + "/clusters/absent");
        var body = """
            {"name":"contract","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[{"providerName":"AWS","regionName":"US_EAST_1","priority":7,
             "electableSpecs":{"instanceSize":"M10","nodeCount":3}}]}]}\
            """;
        var writing = Map.of(
                "Accept",
                "application/vnd.atlas.2024-10-23+json",
                "Content-Type",
                "application/vnd.atlas.2024-10-23+json");
        atlas.call("POST", analytics + "/clusters", body, writing);
        atlas.call("PATCH", payments + "/clusters/reports", "{\"encryptionAtRestProvider\":\"NONE\"}", writing);
        atlas.call("PATCH", analytics + "/clusters/playground", "{\"encryptionAtRestProvider\":\"AWS\"}", writing);
        atlas.get(analytics + "/clusters/contract/processArgs");
        var args = Map.of(
                "Accept",
                "application/vnd.atlas.2024-08-05+json",
                "Content-Type",
                "application/vnd.atlas.2024-08-05+json");
        atlas.call("PATCH", analytics + "/clusters/contract/processArgs", "{\"noTableScan\":true}", args);
        atlas.call(
                "DELETE",
                analytics + "/clusters/contract?retainBackups=true",
                null,
                Map.of("Accept", "application/vnd.atlas.2023-02-01+json"));
        atlas.get(analytics + "/containers?providerName=AWS");
        atlas.call(
                "POST",
                analytics + "/containers",
                "{\"providerName\":\"AWS\",\"regionName\":\"EU_WEST_1\",\"atlasCidrBlock\":\"10.8.0.0/21\"}",
                content("2023-01-01"));
        atlas.get(analytics + "/flexClusters");
        atlas.get(analytics + "/flexClusters/notebooks");
        atlas.get(analytics + "/flexClusters/events");
        atlas.call(
                "POST",
                analytics + "/flexClusters",
                "{\"name\":\"more\",\"providerSettings\":{\"backingProviderName\":\"AWS\",\"regionName\":\"US_EAST_1\"}}",
                content("2024-11-13"));
        atlas.call(
                "PATCH",
                analytics + "/flexClusters/more",
                "{\"terminationProtectionEnabled\":false}",
                content("2024-11-13"));
        atlas.delete(analytics + "/flexClusters/more");
        var search = payments + "/clusters/orders/search/deployment";
        atlas.get(search);
        atlas.call(
                "POST",
                search,
                "{\"specs\":[{\"instanceSize\":\"S20_HIGHCPU_NVME\",\"nodeCount\":2}]}",
                content("2024-05-30"));
        atlas.get(search);
        atlas.call(
                "PATCH",
                search,
                "{\"specs\":[{\"instanceSize\":\"S20_HIGHCPU_NVME\",\"nodeCount\":3}]}",
                content("2024-05-30"));
        atlas.call("DELETE", search, null, Map.of("Accept", "application/vnd.atlas.2024-05-30+json"));
    }

    private static Map<String, String> content(String version) {
        return Map.of(
                "Accept",
                "application/vnd.atlas." + version + "+json",
                "Content-Type",
                "application/vnd.atlas." + version + "+json");
    }

    private void backups() {
        var snapshots = payments + "/clusters/orders/backup/snapshots";
        var one = atlas.get(snapshots).json().path("results").path(0).path("id").asText();
        atlas.get(snapshots + "/" + one);
        atlas.call("POST", snapshots, "{\"description\":\"contract\",\"retentionInDays\":1}", content("2023-01-01"));
        atlas.call(
                "PATCH",
                snapshots + "/" + one,
                "{\"retentionInDays\":9,\"retentionUnit\":\"DAYS\",\"retentionValue\":9}",
                content("2023-01-01"));
        atlas.delete(snapshots + "/" + one);
        restores(payments + "/clusters/orders/backup");
        var sharded = payments + "/clusters/payments/backup/snapshots";
        var list = atlas.get(sharded + "/shardedClusters").json().path("results");
        atlas.get(sharded + "/shardedCluster/" + list.path(0).path("id").asText());
        atlas.delete(sharded + "/shardedCluster/" + list.path(0).path("id").asText());
        atlas.get(payments + "/backupCompliancePolicy");
        atlas.call(
                "PUT",
                payments + "/backupCompliancePolicy",
                "{\"authorizedEmail\":\"a@example.com\",\"authorizedUserFirstName\":\"A\",\"authorizedUserLastName\":\"B\","
                    + "\"encryptionAtRestEnabled\":true}",
                content("2023-10-01"));
        atlas.get(payments + "/backupCompliancePolicy");
        atlas.call(
                "DELETE",
                payments + "/backupCompliancePolicy",
                null,
                Map.of("Accept", "application/vnd.atlas.2024-11-13+json"));
    }

    private void restores(String backup) {
        atlas.get("/clusters");
        var schedule = backup + "/schedule";
        var item =
                "{\"frequencyInterval\":1,\"frequencyType\":\"daily\",\"retentionUnit\":\"days\",\"retentionValue\":9}";
        atlas.get(schedule);
        atlas.call(
                "PATCH",
                schedule,
                "{\"policies\":[{\"policyItems\":[" + item + "]}],\"restoreWindowDays\":5}",
                content("2024-08-05"));
        atlas.call("DELETE", schedule, null, content("2024-08-05"));
        var last = atlas.get(backup + "/snapshots").json().path("results");
        var job = atlas.call(
                        "POST",
                        backup + "/restoreJobs",
                        "{\"deliveryType\":\"automated\",\"snapshotId\":\""
                                + last.path(last.size() - 1).path("id").asText()
                                + "\",\"targetClusterName\":\"orders\",\"targetGroupId\":\""
                                + payments.replaceAll(".*/", "") + "\"}",
                        content("2023-01-01"))
                .json()
                .path("id")
                .asText();
        atlas.get(backup + "/restoreJobs");
        atlas.get(backup + "/restoreJobs/" + job);
        atlas.delete(backup + "/restoreJobs/" + job);
    }

    private void access() {
        atlas.get(payments + "/ipAddresses");
        atlas.call(
                "POST",
                payments + "/accessList",
                "[{\"ipAddress\":\"203.0.113.7\",\"comment\":\"office\"},{\"cidrBlock\":\"203.0.113.0/24\"}]",
                content("2023-01-01"));
        atlas.get(payments + "/accessList");
        atlas.get(payments + "/accessList/203.0.113.0%2F24");
        atlas.get(payments + "/accessList/203.0.113.7/status");
        atlas.delete(payments + "/accessList/203.0.113.7");
        atlas.get(payments + "/apiKeys");
        atlas.call(
                "POST",
                payments + "/apiKeys",
                "{\"desc\":\"contract\",\"roles\":[\"GROUP_READ_ONLY\"]}",
                content("2023-01-01"));
        atlas.get(payments + "/serviceAccounts");
        var account = atlas.call(
                        "POST",
                        payments + "/serviceAccounts",
                        "{\"name\":\"contract\",\"description\":\"contract\",\"roles\":[\"GROUP_READ_ONLY\"],\"secretExpiresAfterHours\":8}",
                        content("2024-08-05"))
                .json()
                .path("clientId")
                .asText();
        atlas.get(payments + "/serviceAccounts/" + account);
        atlas.call(
                "PATCH",
                payments + "/serviceAccounts/" + account,
                "{\"roles\":[\"GROUP_OWNER\"]}",
                content("2024-08-05"));
        atlas.delete(payments + "/serviceAccounts/" + account);
        atlas.get(payments + "/users");
        atlas.call(
                "POST",
                payments + "/users",
                "{\"username\":\"new@example.com\",\"roles\":[\"GROUP_READ_ONLY\"]}",
                content("2025-02-19"));
    }

    private void alerts() {
        var configs = payments + "/alertConfigs";
        atlas.get(configs);
        var body = """
            {"eventTypeName":"AWS_ENCRYPTION_KEY_NEEDS_ROTATION","enabled":true,"matchers":[],"threshold":{"operator":"GREATER_THAN","threshold":90,"units":"DAYS"},
             "notifications":[{"typeName":"GROUP","delayMin":0,"intervalMin":60,"emailEnabled":true,"smsEnabled":false,"roles":["GROUP_OWNER"]}]}\
            """;
        var made = atlas.call("POST", configs, body, content("2023-01-01"))
                .json()
                .path("id")
                .asText();
        atlas.get(configs + "/" + made);
        atlas.call("PUT", configs + "/" + made, body.replace("90", "400"), content("2023-01-01"));
        atlas.call("PATCH", configs + "/" + made, "{\"enabled\":false}", content("2023-01-01"));
        atlas.delete(configs + "/" + made);
        sandbox.keyState(key, "Disabled");
        sandbox.advance(Duration.ofMinutes(20));
        atlas.get(payments + "/encryptionAtRest");
        atlas.get(payments + "/alerts?status=OPEN");
        var events = atlas.get(payments + "/events?itemsPerPage=500&includeRaw=true")
                .json()
                .path("results");
        atlas.get(payments + "/events/" + events.path(0).path("id").asText());
        atlas.get(payments + "/events/5f0000000000000000000000");
    }
}
