package dev.cmkconsole.atlas;

import static dev.cmkconsole.atlas.AtlasFixture.PROJECT;
import static dev.cmkconsole.atlas.AtlasFixture.problemOf;
import static dev.cmkconsole.http.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.service.ServiceClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtlasReadTest {
    private static final String KEY_ARN = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    private static String status(String roles) {
        return "{\"apiKey\":{\"accessList\":[],\"id\":\"6835\",\"publicKey\":\"abcdefgh\",\"roles\":[" + roles
                + "]},\"appName\":\"MongoDB Atlas\",\"build\":\"00\",\"throttling\":false}";
    }

    private static String hex(int number) {
        return String.format("%024x", number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(touch ran)",
                "../../orgs",
                "5F3A9C0E7D1B2A4C6E8F0B34",
                "5f3a9c0e7d1b2a4c6e8f0b3",
                "",
                "id\\u001b[2K"
            })
    void anIdInAnotherFormIsNotAccepted(String id) {
        try (var atlas = new AtlasFixture(_ -> json(
                200,
                "{\"results\":[{\"id\":\"" + id + "\",\"name\":\"n\",\"orgId\":\"" + hex(1)
                        + "\",\"created\":\"2026-08-10T03:05:48Z\"}]}"))) {
            assertThatThrownBy(atlas.client::projects)
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.Unreadable.class));
        }
    }

    /** RFC 3339 knows years of four digits; a longer year or number ends arithmetic with a fault. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"created\":\"+999999999-12-31T23:59:59Z\"",
                "\"created\":\"-999999999-01-01T00:00:00+18:00\"",
                "\"created\":\"+999999999-12-31T23:59:59-18:00\"",
                "\"created\":\"0000-01-01T00:00:00Z\"",
                "\"created\":\"2026-08-10T03:05:48Z\",\"clusterCount\":1e300",
                "\"created\":\"2026-08-10T03:05:48Z\",\"clusterCount\":-1e999999999",
                "\"created\":\"2026-08-10T03:05:48Z\",\"clusterCount\":9223372036854775808",
                "\"created\":\"2026-08-10T03:05:48Z\",\"clusterCount\":NaN"
            })
    void aTimeOrNumberBeyondAnyUseIsUnreadable(String members) {
        try (var atlas = new AtlasFixture(_ -> json(
                200,
                "{\"results\":[{\"id\":\"" + hex(2) + "\",\"name\":\"n\",\"orgId\":\"" + hex(1) + "\"," + members
                        + "}]}"))) {
            assertThatThrownBy(atlas.client::projects)
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.Unreadable.class));
        }
    }

    @Test
    void anApiKeyIsToldItsRoles() {
        try (var atlas = new AtlasFixture(
                _ -> json(
                        200,
                        status(
                                "{\"roleName\":\"GROUP_OWNER\",\"groupId\":\"" + PROJECT
                                        + "\"},{\"roleName\":\"ORG_MEMBER\",\"orgId\":\"o\"},{\"roleName\":\"GROUP_READ_ONLY\",\"groupId\":\"other\"}")))) {
            assertThat(atlas.client.whoAmI())
                    .isEqualTo(new SignedIn(
                            SignedIn.CredentialKind.API_KEY,
                            "abcdefgh",
                            Optional.of(Set.of(PROJECT)),
                            Set.of("ORG_MEMBER")));
            assertThat(atlas.client.isProjectOwner(PROJECT)).isTrue();
            assertThat(atlas.client.isProjectOwner("other")).isFalse();
            assertThat(atlas.signed())
                    .as("roles are asked for once for projects that are read together")
                    .hasSize(1);
        }
    }

    /** Admin API, getSystemStatus: every role has a name and the project or organization that it is for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"apiKey\":{\"publicKey\":\"abcdefgh\"}}",
                "{\"apiKey\":{\"publicKey\":\"abcdefgh\",\"roles\":null}}",
                "{\"apiKey\":{\"publicKey\":\"abcdefgh\",\"roles\":[{\"groupId\":\"00000000000000000000000a\"}]}}",
                "{\"apiKey\":{\"publicKey\":\"abcdefgh\",\"roles\":[{\"roleName\":\"GROUP_OWNER\"}]}}"
            })
    void rolesThatAnAnswerDoesNotHoldAreNotKnown(String answer) {
        try (var atlas = new AtlasFixture(_ -> json(200, answer))) {
            assertThat(atlas.client.whoAmI().ownedProjects()).isEmpty();
        }
    }

    /** Admin API, listCloudProviderAccess: {@code atlasAWSAccountArn} is what the trust policy has to name. */
    @Test
    void aPrincipalOfAtlasInAnotherFormIsAnUnreadableAnswer() {
        var role = "{\"atlasAWSAccountArn\":\"???\",\"atlasAssumedRoleExternalId\":\"b63a\","
                + "\"createdDate\":\"2026-08-10T03:03:36Z\",\"roleId\":\"00000000000000000000000a\"}";
        try (var atlas = new AtlasFixture(_ -> json(200, "{\"awsIamRoles\":[" + role + "]}"))) {
            assertThatThrownBy(() -> atlas.client.accessRoles(PROJECT))
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.problem()).isInstanceOf(Problem.Unreadable.class));
        }
    }

    /** Admin API, listControlPlaneAddresses: each gateway has its own addresses beside those of the control plane. */
    @Test
    void theGatewaysAddressesAreReadBesideThoseOfTheControlPlane() {
        var outbound =
                "\"outbound\":{\"aws\":{\"us-east-1\":[\"203.0.113.10/32\"]},\"azure\":{\"a\":[\"203.0.113.30/32\"]}}";
        var gateway = "{\"name\":\"US\",\"ips\":{\"inbound\":{\"aws\":{\"us-east-1\":[\"198.51.100.9/32\"]}},"
                + outbound.replace("113.", "113.1") + "}}";
        try (var atlas = new AtlasFixture(_ -> json(200, "{" + outbound + ",\"gateways\":[" + gateway + ",{}]}"))) {
            assertThat(atlas.client.atlasAddresses())
                    .isEqualTo(new AtlasAddresses(List.of("203.0.113.10/32"), List.of("203.0.113.110/32")));
        }
        try (var atlas = new AtlasFixture(_ -> json(200, "{" + outbound + "}"))) {
            assertThat(atlas.client.atlasAddresses().gateways()).isEmpty();
        }
    }

    @Test
    void anOrganisationOwnerIsAskedNotBelieved() {
        try (var atlas = new AtlasFixture(request -> request.path().endsWith("/v2")
                ? json(200, status("{\"roleName\":\"ORG_OWNER\",\"orgId\":\"o\"}"))
                : json(403, "{\"error\":403,\"errorCode\":\"USER_UNAUTHORIZED\"}"))) {
            assertThat(atlas.client.isProjectOwner(PROJECT)).isFalse();
        }
        try (var atlas = new AtlasFixture(request -> request.path().endsWith("/v2")
                ? json(200, status("{\"roleName\":\"ORG_OWNER\",\"orgId\":\"o\"}"))
                : json(200, "{\"results\":[],\"links\":[]}"))) {
            assertThat(atlas.client.isProjectOwner(PROJECT)).isTrue();
        }
    }

    @Test
    void anAccessListIsNoAnswerAboutOwnership() {
        try (var atlas = new AtlasFixture(request -> request.path().endsWith("/v2")
                ? json(200, status("{\"roleName\":\"ORG_OWNER\",\"orgId\":\"o\"}"))
                : json(403, "{\"errorCode\":\"IP_ADDRESS_NOT_ON_ACCESS_LIST\",\"parameters\":[\"203.0.113.9\"]}"))) {
            assertThat(problemOf(() -> atlas.client.isProjectOwner(PROJECT)).code())
                    .isEqualTo("IP_ADDRESS_NOT_ON_ACCESS_LIST");
        }
    }

    @Test
    void allPagesAreReadAndNoForeignAddressIsFollowed() {
        try (var atlas = new AtlasFixture(request -> {
            var number = Integer.parseInt(request.target().replaceAll(".*pageNum=(\\d+).*", "$1"));
            return json(
                    200,
                    "{\"links\":[{\"href\":\"https://elsewhere.example/steal\",\"rel\":\""
                            + (number < 3 ? "next" : "self") + "\"}],\"results\":[{\"id\":\"" + hex(number)
                            + "\",\"name\":\"Org " + number + "\"}],\"totalCount\":3}");
        })) {
            assertThat(atlas.client.organizations())
                    .containsExactly(
                            new Organization(hex(1), "Org 1"),
                            new Organization(hex(2), "Org 2"),
                            new Organization(hex(3), "Org 3"));
        }
    }

    @Test
    void aListThatNeverEndsIsLeft() {
        try (var atlas = new AtlasFixture(_ -> json(200, "{\"links\":[{\"rel\":\"next\"}],\"results\":[]}"))) {
            assertThat(problemOf(() -> atlas.client.organizations())).isInstanceOf(Problem.Unreadable.class);
        }
    }

    @Test
    void theDateOfAnAnswerTeachesTheClock() {
        var clock = new ServiceClock(AtlasFixture.CLOCK);
        var dated = new Reply.Answer(
                200,
                Map.of("Content-Type", "application/json", "Date", "Wed, 12 May 2027 18:00:00 GMT"),
                "{\"links\":[],\"results\":[],\"totalCount\":0}");
        try (var atlas = new AtlasFixture(_ -> dated);
                var client = new AtlasClient(
                        AtlasAddress.of(atlas.server.uri().toString(), clock),
                        AtlasFixture.KEY,
                        AtlasFixture.SETTINGS,
                        clock,
                        new Random(1),
                        _ -> {})) {
            assertThat(client.projects()).isEmpty();
        }
        assertThat(clock.difference()).contains(new ClockDifference(Origin.ATLAS, Duration.ofHours(8)));
    }

    @Test
    void projectsAreRead() {
        try (var atlas = new AtlasFixture(
                _ -> json(
                        200,
                        "{\"links\":[],\"results\":[{\"clusterCount\":2,\"created\":\"2026-08-10T03:05:48Z\",\"id\":\""
                                + PROJECT
                                + "\",\"links\":[],\"name\":\"payments\",\"orgId\":\"00000000000000000000000f\",\"withDefaultAlertsSettings\":true}],\"totalCount\":1}"))) {
            assertThat(atlas.client.projects())
                    .containsExactly(
                            new Project(PROJECT, "payments", hex(15), 2, Instant.parse("2026-08-10T03:05:48Z")));
        }
    }

    @Test
    void rolesInEveryStateAreRead() {
        var fresh =
                "{\"atlasAWSAccountArn\":\"arn:aws:iam::299602853325:root\",\"atlasAssumedRoleExternalId\":\"b63a\",\"authorizedDate\":null,"
                    + "\"createdDate\":\"2026-08-10T03:03:36Z\",\"featureUsages\":[],\"iamAssumedRoleArn\":null,\"providerName\":\"AWS\",\"roleId\":\"00000000000000000000000a\"}";
        var used = fresh.replace("\"authorizedDate\":null", "\"authorizedDate\":\"2026-08-10T03:04:36Z\"")
                .replace("00000000000000000000000a", "00000000000000000000000b")
                .replace("\"iamAssumedRoleArn\":null", "\"iamAssumedRoleArn\":\"arn:aws:iam::111122223333:role/a\"")
                .replace(
                        "\"featureUsages\":[]",
                        "\"featureUsages\":[{\"featureType\":\"ENCRYPTION_AT_REST\",\"featureId\":null}]");
        try (var atlas = new AtlasFixture(_ -> json(
                200, "{\"awsIamRoles\":[" + fresh + "," + used + "],\"azureServicePrincipals\":[{\"_id\":\"x\"}]}"))) {
            var roles = atlas.client.accessRoles(PROJECT);
            assertThat(roles)
                    .extracting(AccessRole::state)
                    .containsExactly(AccessRole.RoleRecordState.IN_PROGRESS, AccessRole.RoleRecordState.IN_USE);
            assertThat(roles.get(1).iamRoleArn()).contains("arn:aws:iam::111122223333:role/a");
        }
    }

    @Test
    void encryptionIsReadWhetherUnsetMembersAreNullOrAbsent() {
        for (var off : new String[] {
            "{\"enabled\":false,\"requirePrivateNetworking\":false,\"valid\":false}",
            "{\"enabled\":false,\"roleId\":null,\"customerMasterKeyID\":null,\"region\":null,\"accessKeyID\":null,\"valid\":null}",
            "{}"
        }) {
            try (var atlas = new AtlasFixture(_ -> json(
                    200, "{\"awsKms\":" + off + ",\"azureKeyVault\":null,\"googleCloudKms\":{\"enabled\":true}}"))) {
                var encryption = atlas.client.encryptionAtRest(PROJECT);
                assertThat(encryption.awsKms()).isEqualTo(dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms.OFF);
                assertThat(encryption.otherProviders()).containsExactly(EncryptionProvider.GCP);
            }
        }
        try (var atlas = new AtlasFixture(
                _ -> json(
                        200,
                        "{\"awsKms\":{\"customerMasterKeyID\":\"" + KEY_ARN
                                + "\",\"enabled\":true,\"region\":\"US_EAST_1\","
                                + "\"requirePrivateNetworking\":false,\"roleId\":\"r1\",\"valid\":true},\"enabledForSearchNodes\":true}"))) {
            var encryption = atlas.client.encryptionAtRest(PROJECT);
            assertThat(encryption.awsKms().region()).contains(new AwsRegion("us-east-1"));
            assertThat(encryption.awsKms().keyArn().orElseThrow()).hasToString(KEY_ARN);
            assertThat(encryption.enabledForSearchNodes()).isTrue();
        }
    }

    @Test
    void anAnswerWithoutTheAwsBlockSaysNothing() {
        try (var atlas = new AtlasFixture(_ -> json(200, "{\"azureKeyVault\":{\"enabled\":false}}"))) {
            assertThat(problemOf(() -> atlas.client.encryptionAtRest(PROJECT)))
                    .isInstanceOfSatisfying(
                            Problem.Unreadable.class,
                            p -> assertThat(p.detail()).contains("awsKms: expected an object"));
        }
    }

    /** A missing member is neither "no backups" nor "the key is invalid": the answer is not readable. */
    @Test
    void anAnswerWithoutWhatDecidesIsNotTakenForNo() {
        var dedicated = "{\"providerName\":\"AWS\",\"electableSpecs\":{\"instanceSize\":\"M10\"}}";
        assertThatThrownBy(() -> ClusterReadTest.read(dedicated, ""))
                .isInstanceOfSatisfying(
                        ServiceException.class, e -> assertThat(e.problem()).isInstanceOf(Problem.Unreadable.class));
        for (var block : List.of(
                "{\"enabled\":true,\"roleId\":\"r\",\"customerMasterKeyID\":\"k\",\"region\":\"US_EAST_1\"}",
                "{\"roleId\":\"r\",\"customerMasterKeyID\":\"k\",\"region\":\"US_EAST_1\",\"valid\":true}")) {
            try (var atlas = new AtlasFixture(_ -> json(200, "{\"awsKms\":" + block + "}"))) {
                assertThatThrownBy(() -> atlas.client.encryptionAtRest(PROJECT))
                        .isInstanceOfSatisfying(
                                ServiceException.class,
                                e -> assertThat(e.problem()).isInstanceOf(Problem.Unreadable.class));
            }
        }
        try (var atlas = new AtlasFixture(_ -> json(200, "{\"awsKms\":{}}"))) {
            assertThat(atlas.client.encryptionAtRest(PROJECT).awsKms().enabled())
                    .isFalse();
        }
    }

    @Test
    void flexClustersAndAlertsAreRead() {
        try (var atlas = new AtlasFixture(request -> request.path().endsWith("/alerts")
                ? json(
                        200,
                        "{\"results\":[{\"id\":\"00000000000000000000000a\",\"status\":\"OPEN\",\"created\":\"2026-08-10T03:02:48Z\"},{\"id\":\"00000000000000000000000b\",\"eventTypeName\":\"NEW_ONE\","
                            + "\"status\":\"OPEN\",\"created\":\"2026-08-10T03:02:48+02:00\"}]}")
                : json(
                        200,
                        "{\"results\":[{\"name\":\"f0\",\"stateName\":\"IDLE\",\"providerSettings\":{\"backingProviderName\":\"AWS\",\"diskSizeGB\":5.0,"
                            + "\"providerName\":\"FLEX\",\"regionName\":\"US_EAST_1\"}}]}"))) {
            assertThat(atlas.client.openAlerts(PROJECT))
                    .extracting(a -> a.eventType())
                    .containsExactly("", "NEW_ONE");
            assertThat(atlas.client.flexClusters(PROJECT))
                    .singleElement()
                    .returns(Cluster.TierKind.FLEX, Cluster::kind)
                    .returns(5.0, c -> c.shape().diskSizeGb());
        }
    }

    /** The contract: TRACKING is a condition that is present and not yet notified of. */
    @Test
    void aTrackedAlertIsReadBesideTheOpenOnes() {
        var all = Map.of(
                "status=TRACKING",
                        alertOf("00000000000000000000000a", "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED", "TRACKING"),
                "status=OPEN", alertOf("00000000000000000000000b", "NO_PRIMARY", "OPEN"));
        try (var atlas = new AtlasFixture(request -> json(
                200,
                "{\"results\":["
                        + all.entrySet().stream()
                                .filter(e -> request.target().contains(e.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse("")
                        + "]}"))) {
            assertThat(atlas.client.openAlerts(PROJECT))
                    .extracting(a -> a.eventType() + " " + a.tracking())
                    .containsExactlyInAnyOrder("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED true", "NO_PRIMARY false");
        }
    }

    private static String alertOf(String id, String type, String status) {
        return "{\"id\":\"" + id + "\",\"eventTypeName\":\"" + type + "\",\"status\":\"" + status
                + "\",\"created\":\"2026-08-10T03:02:48Z\"}";
    }

    @Test
    void everyCallSaysWhichVersionItWasWrittenFor() {
        try (var atlas = new AtlasFixture(request ->
                json(request.method().equals("GET") ? 200 : 201, "{\"results\":[],\"x\":\"mdb_sa_sk_leak\"}"))) {
            atlas.client.clusters(PROJECT);
            atlas.client.flexClusters(PROJECT);
            var answer = atlas.client.send(new AtlasRequest(
                    "createCluster",
                    "POST",
                    "/api/atlas/v2/groups/" + PROJECT + "/clusters",
                    "2024-10-23",
                    Optional.of("{}")));
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.summary()).isEqualTo("{\"results\":[],\"x\":\"[removed]\"}");
            assertThat(atlas.signed())
                    .extracting(r -> r.header("accept"))
                    .containsExactly(
                            "application/vnd.atlas.2024-08-05+json",
                            "application/vnd.atlas.2024-11-13+json",
                            "application/vnd.atlas.2024-10-23+json");
            assertThat(atlas.signed().getLast().header("content-type"))
                    .isEqualTo("application/vnd.atlas.2024-10-23+json");
            assertThat(atlas.signed())
                    .allSatisfy(r -> assertThat(r.header("user-agent")).isEqualTo("cmk-console/test"));
        }
    }

    @Test
    void whatStandsInAPathCannotLeaveIt() {
        try (var atlas = new AtlasFixture(_ -> (Reply.Answer) json(404, "{\"errorCode\":\"GROUP_NOT_FOUND\"}"))) {
            problemOf(() -> atlas.client.project("../orgs/x?y=1 #"));
            assertThat(atlas.signed().getFirst().target())
                    .isEqualTo("/api/atlas/v2/groups/..%2Forgs%2Fx%3Fy%3D1%20%23");
        }
    }
}
