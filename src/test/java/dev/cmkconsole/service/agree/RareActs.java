package dev.cmkconsole.service.agree;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.run.OtherHands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What other people do more rarely than {@link OtherHands}, and what the surfaces cannot read. Changes in AWS go
 * through the sandbox's saved state, so that every member of it can be reached.
 */
final class RareActs {
    private static final String CLUSTERS = "2024-10-23";
    static final String ACCOUNT = "111122223333";

    private final Sandbox sandbox;
    private final OtherHands others;

    enum Act {
        MATERIAL_IMPORTED,
        MATERIAL_EXPIRES,
        DELETION_SCHEDULED,
        DELETION_CANCELED,
        OLD_KEY_DISABLED,
        OLD_KEY_LEFT_OUT_OF_ROLE,
        OLD_KEY_POLICY,
        BOUNDARY,
        GRANT,
        NOT_PRINCIPAL,
        KEY_ADDRESSES,
        ROLE_ADDRESSES,
        ACCESS_KEY_INACTIVE,
        REGION_OUT,
        ALERTS_UNREAD,
        BACKUPS_UNREAD,
        OTHER_PROJECTS_UNREAD,
        EDITION,
        SEARCH_NODES,
        SEARCH_NODES_ENCRYPTED,
        DELETED_WITH_BACKUPS,
        NAME_USED_AGAIN,
        PAUSED_LONG,
        SECOND_PROJECT,
        PRIVATE_NETWORKING,
        ENDPOINT_LOST
    }

    RareActs(Sandbox sandbox, OtherHands others) {
        this.sandbox = sandbox;
        this.others = others;
    }

    /** @return the change, in words; empty where it did not apply or was refused */
    Optional<String> act(Act act, String project, Random random) {
        return switch (act) {
            case MATERIAL_IMPORTED, MATERIAL_EXPIRES, DELETION_SCHEDULED, DELETION_CANCELED, OLD_KEY_DISABLED ->
                key(act, project, random);
            case OLD_KEY_LEFT_OUT_OF_ROLE, BOUNDARY, ROLE_ADDRESSES -> role(act, project, random);
            case OLD_KEY_POLICY, GRANT, NOT_PRINCIPAL, KEY_ADDRESSES -> keyPolicy(act, project, random);
            case ACCESS_KEY_INACTIVE -> accessKey(project);
            case REGION_OUT, ALERTS_UNREAD, BACKUPS_UNREAD, OTHER_PROJECTS_UNREAD -> Optional.of(unread(act));
            case EDITION, SEARCH_NODES, DELETED_WITH_BACKUPS, NAME_USED_AGAIN, PAUSED_LONG ->
                OtherHands.any(random, others.clusters(project)).flatMap(c -> cluster(act, project, c, random));
            case SEARCH_NODES_ENCRYPTED ->
                others.tried(
                        "PATCH",
                        "/encryptionAtRest",
                        project,
                        "2023-01-01",
                        "{\"enabledForSearchNodes\":" + random.nextBoolean() + "}");
            case SECOND_PROJECT -> secondProject(project, random);
            case PRIVATE_NETWORKING -> privateNetworking(project, random);
            case ENDPOINT_LOST -> endpointLost(project);
        };
    }

    private Optional<String> key(Act act, String project, Random random) {
        return anyKey(act == Act.OLD_KEY_DISABLED, project, random).map(id -> {
            var expires = random.nextBoolean() ? "-PT1H" : "P20D";
            inAws(aws -> keys(aws, id).forEach(key -> {
                switch (act) {
                    case MATERIAL_IMPORTED -> key.put("origin", "EXTERNAL").put("imported", true);
                    case MATERIAL_EXPIRES ->
                        key.put("origin", "EXTERNAL")
                                .put("imported", true)
                                .put("validTo", time(Duration.parse(expires)));
                    case DELETION_SCHEDULED ->
                        key.put("state", "PendingDeletion")
                                .put("deletionDate", time(Duration.ofDays(7 + random.nextInt(24))));
                    case DELETION_CANCELED -> key.put("state", "Disabled").remove("deletionDate");
                    default -> key.put("state", "Disabled").remove("deletionDate");
                }
            }));
            return act + " " + id + (act == Act.MATERIAL_EXPIRES ? " " + expires : "");
        });
    }

    private Optional<String> role(Act act, String project, Random random) {
        return ownRole(project).map(name -> {
            inAws(aws -> roles(aws, name).forEach(role -> {
                switch (act) {
                    case BOUNDARY -> boundary(aws, role, random.nextInt(3));
                    case OLD_KEY_LEFT_OUT_OF_ROLE ->
                        role.putObject("inlinePolicies")
                                .put(
                                        "atlas-encryption-at-rest",
                                        AtlasPolicies.access(List.of(presentKey(project)))
                                                .raw());
                    default -> role.withObject("inlinePolicies").put("only-from", fromAddresses(random, "", "kms:*"));
                }
            }));
            return act + " " + name;
        });
    }

    private void boundary(ObjectNode aws, ObjectNode role, int how) {
        if (how == 2) {
            role.remove("permissionsBoundary");
            return;
        }
        var arn = "arn:aws:iam::" + ACCOUNT + ":policy/edge-" + how;
        policies(aws).addObject().put("name", "edge-" + how).put("document", allow(how == 0 ? "kms:*" : "s3:*"));
        role.put("permissionsBoundary", arn);
    }

    private Optional<String> keyPolicy(Act act, String project, Random random) {
        var role = ownRole(project).map(name -> "arn:aws:iam::" + ACCOUNT + ":role/" + name);
        return anyKey(act == Act.OLD_KEY_POLICY, project, random).map(id -> {
            var arn = role.orElse("arn:aws:iam::" + ACCOUNT + ":user/operator");
            inAws(aws -> keys(aws, id).forEach(key -> {
                switch (act) {
                    case GRANT ->
                        key.withArray("grants")
                                .addObject()
                                .put("grantee", arn)
                                .putArray("operations")
                                .add("Encrypt")
                                .add("Decrypt")
                                .add("DescribeKey");
                    case NOT_PRINCIPAL -> key.put("policy", exceptFor(arn, random.nextInt(3)));
                    case KEY_ADDRESSES ->
                        key.put("policy", withAccount(fromAddresses(random, "\"Principal\":\"*\",", "kms:*")));
                    default -> key.put("policy", withAccount(statementAgainst(arn)));
                }
            }));
            return act + " " + id;
        });
    }

    private static String allow(String actions) {
        return document("{\"Effect\":\"Allow\",\"Action\":\"" + actions + "\",\"Resource\":\"*\"}");
    }

    private static String document(String statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
    }

    /** The default statement of KMS, and another. */
    private static String withAccount(String document) {
        return document.replaceFirst(
                "\\[",
                "[{\"Sid\":\"Account\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::" + ACCOUNT
                        + ":root\"},\"Action\":\"kms:*\",\"Resource\":\"*\"},");
    }

    private static String statementAgainst(String arn) {
        return document("{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"" + arn
                + "\"},\"Action\":\"kms:Decrypt\",\"Resource\":\"*\"}");
    }

    /** Everybody else is denied the use of the key: with the role listed, with its account too, without either. */
    private static String exceptFor(String arn, int how) {
        var listed = how == 0
                ? "\"" + arn + "\""
                : how == 1
                        ? "\"" + arn + "\",\"arn:aws:iam::" + ACCOUNT + ":root\""
                        : "\"arn:aws:iam::" + ACCOUNT + ":root\"";
        return withAccount(document("{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[" + listed
                + ",\"arn:aws:iam::" + ACCOUNT + ":user/operator\"]},\"Action\":[\"kms:Encrypt\",\"kms:Decrypt\"],"
                + "\"Resource\":\"*\"}"));
    }

    /** 203.0.113.0/24 is where the sandbox's Atlas comes from. */
    private static String fromAddresses(Random random, String principal, String actions) {
        var range = random.nextBoolean() ? "203.0.113.0/24" : "198.51.100.0/24";
        return document("{\"Effect\":\"Deny\"," + principal + "\"Action\":\"" + actions
                + "\",\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":[\"" + range
                + "\",\"127.0.0.0/8\"]}}}");
    }

    private Optional<String> accessKey(String project) {
        return others.configured(project).flatMap(AwsKms::accessKeyId).map(id -> {
            inAws(aws -> account(aws)
                    .path("users")
                    .forEach(user -> user.path("accessKeys").forEach(key -> {
                        if (key.path("id").asText().equals(id)) {
                            ((ObjectNode) key).put("status", "Inactive");
                        }
                    })));
            return "access key " + id + " is inactive";
        });
    }

    /** What the surfaces cannot read; what Atlas itself can do stays as it is but for the region that is out. */
    private String unread(Act act) {
        var operations = switch (act) {
            case REGION_OUT -> List.of("kms:DescribeKey", "kms:GetKeyPolicy", "kms:ListGrants");
            case ALERTS_UNREAD -> List.of("listAlerts");
            case BACKUPS_UNREAD -> List.of("listBackupSnapshots");
            default -> List.of("listGroups");
        };
        if (act == Act.REGION_OUT) {
            RandomState.reachable(sandbox, false);
        }
        operations.forEach(o -> sandbox.faults().inject(Fault.status(o, 403).times(0)));
        return act.toString();
    }

    private Optional<String> cluster(Act act, String project, Cluster cluster, Random random) {
        var path = "/clusters/" + cluster.name();
        return switch (act) {
            case EDITION -> {
                var edition = OtherHands.any(random, List.of("INFINITE", "CORE", "GALACTIC"))
                        .orElseThrow();
                yield others.tried("PATCH", path, project, CLUSTERS, "{\"databaseEdition\":\"" + edition + "\"}");
            }
            case SEARCH_NODES ->
                others.tried(
                        "POST",
                        path + "/search/deployment",
                        project,
                        "2024-05-30",
                        "{\"specs\":[{\"instanceSize\":\"S20_HIGHCPU_NVME\",\"nodeCount\":2}]}");
            case PAUSED_LONG -> {
                var paused = others.tried("PATCH", path, project, CLUSTERS, "{\"paused\":true}");
                paused.ifPresent(_ -> sandbox.advance(Duration.ofDays(2)));
                yield paused;
            }
            case NAME_USED_AGAIN ->
                deleted(project, path)
                        .map(d -> d + others.tried("POST", "/clusters", project, CLUSTERS, another(cluster)));
            default -> deleted(project, path);
        };
    }

    private Optional<String> deleted(String project, String path) {
        others.tried("PATCH", path, project, CLUSTERS, "{\"terminationProtectionEnabled\":false}");
        var deleted = others.tried("DELETE", path + "?retainBackups=true", project, "2023-02-01", null);
        deleted.ifPresent(_ -> sandbox.advance(Duration.ofMinutes(1)));
        return deleted;
    }

    private static String another(Cluster gone) {
        return "{\"name\":\"" + gone.name()
                + "\",\"clusterType\":\"REPLICASET\",\"replicationSpecs\":[{\"regionConfigs\":"
                + "[{\"providerName\":\"AWS\",\"regionName\":\"US_EAST_1\",\"priority\":7,\"electableSpecs\":"
                + "{\"instanceSize\":\"M10\",\"nodeCount\":3}}]}]}";
    }

    /** Another project of the organization takes a key of this one. */
    private Optional<String> secondProject(String project, Random random) {
        return OtherHands.any(
                        random,
                        sandbox.atlas().projects().stream()
                                .filter(p -> !p.id().equals(project))
                                .toList())
                .flatMap(other -> OtherHands.any(random, others.records(other.id()))
                        .flatMap(record -> anyKey(random.nextBoolean(), project, random)
                                .flatMap(this::arn)
                                .flatMap(arn -> others.configuring(other.id(), record.roleId(), KeyArn.of(arn)))));
    }

    private Optional<String> privateNetworking(String project, Random random) {
        var made = random.nextBoolean()
                ? others.tried(
                        "POST",
                        "/encryptionAtRest/AWS/privateEndpoints",
                        project,
                        "2023-01-01",
                        "{\"regionName\":\"US_EAST_1\"}")
                : Optional.<String>empty();
        var required = others.tried(
                "PATCH",
                "/encryptionAtRest",
                project,
                "2023-01-01",
                "{\"awsKms\":{\"requirePrivateNetworking\":true}}");
        return required.or(() -> made);
    }

    private Optional<String> endpointLost(String project) {
        try {
            sandbox.atlas().removeEndpointInAws(project, "US_EAST_1");
            return Optional.of("a private endpoint is lost");
        } catch (java.util.NoSuchElementException none) {
            return Optional.empty();
        }
    }

    private void inAws(Consumer<ObjectNode> change) {
        var state = (ObjectNode) sandbox.aws().save();
        change.accept(state);
        sandbox.aws().restore(state);
    }

    static List<String> keyIds(Sandbox sandbox) {
        return sandbox.aws().keys().stream()
                .filter(k -> k.accountId().equals(ACCOUNT))
                .map(k -> id(k.arn()))
                .distinct()
                .toList();
    }

    static String id(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }

    /** The id of one of our keys: the present one, or one that the project does not use. */
    private Optional<String> anyKey(boolean old, String project, Random random) {
        var present = others.configured(project)
                .flatMap(AwsKms::customerMasterKeyId)
                .map(id -> id.substring(id.lastIndexOf('/') + 1));
        if (!old && present.isPresent() && random.nextBoolean()) {
            return present;
        }
        return OtherHands.any(
                random,
                keyIds(sandbox).stream()
                        .filter(id -> !present.equals(Optional.of(id)))
                        .toList());
    }

    private Optional<String> arn(String keyId) {
        return sandbox.aws().keys().stream()
                .map(k -> k.arn())
                .filter(arn -> arn.endsWith(keyId))
                .findFirst();
    }

    private String presentKey(String project) {
        return others.configured(project)
                .flatMap(AwsKms::customerMasterKeyId)
                .flatMap(id -> arn(id.substring(id.lastIndexOf('/') + 1)))
                .orElse("arn:aws:kms:us-east-1:" + ACCOUNT + ":key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    }

    private Optional<String> ownRole(String project) {
        return others.records(project).stream()
                .flatMap(r -> r.iamRoleArn().stream())
                .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
                .findFirst();
    }

    private String time(Duration from) {
        return sandbox.clock().instant().plus(from).toString();
    }

    private static ObjectNode account(JsonNode aws) {
        return stream(aws.path("accounts"))
                .filter(a -> a.path("id").asText().equals(ACCOUNT))
                .findFirst()
                .orElseThrow();
    }

    private static com.fasterxml.jackson.databind.node.ArrayNode policies(JsonNode aws) {
        return account(aws).withArray("policies");
    }

    private static List<ObjectNode> keys(JsonNode aws, String id) {
        return stream(account(aws).path("keys"))
                .filter(k -> k.path("id").asText().equals(id))
                .toList();
    }

    private static List<ObjectNode> roles(JsonNode aws, String name) {
        return stream(account(aws).path("roles"))
                .filter(r -> r.path("name").asText().equals(name))
                .toList();
    }

    private static Stream<ObjectNode> stream(JsonNode some) {
        return new ArrayList<>(StreamSupport.stream(some.spliterator(), false).toList())
                .stream().map(ObjectNode.class::cast);
    }
}
