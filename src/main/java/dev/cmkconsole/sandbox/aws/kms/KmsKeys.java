package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KeyMaterial;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** KMS operations on keys themselves: create, describe, list, enable, disable, delete. */
final class KmsKeys {

    /** Algorithms by key spec, for KeyMetadata. The map's keys are the specs that the sandbox supports. */
    static final Map<String, Set<String>> USAGES = Map.ofEntries(
            Map.entry("SYMMETRIC_DEFAULT", Set.of("ENCRYPT_DECRYPT")),
            Map.entry("RSA_2048", Set.of("ENCRYPT_DECRYPT", "SIGN_VERIFY")),
            Map.entry("RSA_3072", Set.of("ENCRYPT_DECRYPT", "SIGN_VERIFY")),
            Map.entry("RSA_4096", Set.of("ENCRYPT_DECRYPT", "SIGN_VERIFY")),
            Map.entry("ECC_NIST_P256", Set.of("SIGN_VERIFY", "KEY_AGREEMENT")),
            Map.entry("ECC_NIST_P384", Set.of("SIGN_VERIFY", "KEY_AGREEMENT")),
            Map.entry("ECC_NIST_P521", Set.of("SIGN_VERIFY", "KEY_AGREEMENT")),
            Map.entry("ECC_SECG_P256K1", Set.of("SIGN_VERIFY")),
            Map.entry("ECC_NIST_EDWARDS25519", Set.of("SIGN_VERIFY")),
            Map.entry("HMAC_224", Set.of("GENERATE_VERIFY_MAC")),
            Map.entry("HMAC_256", Set.of("GENERATE_VERIFY_MAC")),
            Map.entry("HMAC_384", Set.of("GENERATE_VERIFY_MAC")),
            Map.entry("HMAC_512", Set.of("GENERATE_VERIFY_MAC")),
            Map.entry("SM2", Set.of("ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT")),
            Map.entry("ML_DSA_44", Set.of("SIGN_VERIFY")),
            Map.entry("ML_DSA_65", Set.of("SIGN_VERIFY")),
            Map.entry("ML_DSA_87", Set.of("SIGN_VERIFY")));

    private final AwsState state;
    private final KmsAccess access;
    private final KmsPolicies policies;
    private final KmsLifecycle lifecycle;

    KmsKeys(AwsState state, KmsAccess access, KmsPolicies policies, KmsLifecycle lifecycle) {
        this.state = state;
        this.access = access;
        this.policies = policies;
        this.lifecycle = lifecycle;
    }

    ObjectNode create(Caller caller, String region, KmsInput input) {
        var spec = input.oneOf("KeySpec", USAGES.keySet())
                .or(() -> input.oneOf("CustomerMasterKeySpec", USAGES.keySet()))
                .orElse("SYMMETRIC_DEFAULT");
        var usage = input.oneOf(
                        "KeyUsage", Set.of("ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"))
                .orElse("ENCRYPT_DECRYPT");
        var origin = input.oneOf("Origin", Set.of("AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"))
                .orElse("AWS_KMS");
        var description = input.text("Description", 0, 8192).orElse("");
        var multiRegion = input.flag("MultiRegion");
        var tags = input.tags(false);
        if (!USAGES.get(spec).contains(usage)) {
            throw KmsInput.invalid("KeyUsage " + usage + " is not compatible with KeySpec " + spec);
        }
        if (origin.equals("AWS_CLOUDHSM") || origin.equals("EXTERNAL_KEY_STORE")) {
            throw AwsFault.kms(
                    "CustomKeyStoreNotFoundException",
                    "The request specifies a custom key store that does not exist in this account and Region.");
        }
        access.authorise(
                caller, region, "CreateKey", "*", createContext(input, spec, usage, origin, multiRegion, tags));
        if (!tags.isEmpty()) {
            access.authorise(caller, region, "TagResource", "*", tagContext(tags));
        }
        var key = new KmsKey(
                caller.account(),
                region,
                state.ids.keyId(multiRegion),
                state.now(),
                new KmsKey.Kind(spec, usage, origin),
                new KeyMaterial());
        key.description = description;
        key.tags.putAll(tags);
        policies.store(caller, key, policyOrDefault(caller, input), input.flag("BypassPolicyLockoutSafetyCheck"));
        if (origin.equals("EXTERNAL")) {
            key.state = State.PENDING_IMPORT;
        } else {
            key.material.versions.add(KeyMaterial.Version.of(key.id, state.ids.bytes(32), Optional.empty(), false));
        }
        state.add(key);
        return reply("KeyMetadata", metadata(key));
    }

    static String policyOrDefault(Caller caller, KmsInput input) {
        return input.text("Policy", 1, 131_072)
                .orElseGet(() -> AtlasPolicies.defaultKeyPolicy(caller.account().partition, caller.account().id)
                        .raw());
    }

    private static Map<String, List<String>> createContext(
            KmsInput input, String spec, String usage, String origin, boolean multiRegion, Map<String, String> tags) {
        var context = tagContext(tags);
        context.put("kms:KeySpec", List.of(spec));
        context.put("kms:KeyUsage", List.of(usage));
        context.put("kms:KeyOrigin", List.of(origin));
        context.put("kms:MultiRegion", List.of(Boolean.toString(multiRegion)));
        context.put(
                "kms:BypassPolicyLockoutSafetyCheck",
                List.of(Boolean.toString(input.flag("BypassPolicyLockoutSafetyCheck"))));
        return context;
    }

    static Map<String, List<String>> tagContext(Map<String, String> tags) {
        var context = new java.util.HashMap<String, List<String>>();
        tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
        if (!tags.isEmpty()) {
            context.put("aws:TagKeys", List.copyOf(tags.keySet()));
        }
        return context;
    }

    ObjectNode describe(Caller caller, String region, KmsInput input) {
        var tokens = input.texts("GrantTokens", 10);
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                true,
                Use.of("DescribeKey").withContext(Map.of(), tokens));
        return reply("KeyMetadata", metadata(key));
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 1000).orElse(100), state.settings.pageSize());
        access.authorise(caller, region, "ListKeys", "*", Map.of());
        var own = state.keys.values().stream()
                .filter(k -> k.region.equals(region) && k.account == caller.account())
                .toList();
        var page = Paging.page(own, k -> k.id, input.text("Marker", 1, 1024), limit, KmsKeys::badMarker);
        var reply = JsonNodeFactory.instance.objectNode();
        var keys = reply.putArray("Keys");
        page.items().forEach(k -> keys.addObject().put("KeyId", k.id).put("KeyArn", k.arn()));
        return paged(reply, page);
    }

    static AwsFault badMarker() {
        return AwsFault.kms("InvalidMarkerException", "The marker is not valid.");
    }

    static ObjectNode paged(ObjectNode reply, Paging.Page<?> page) {
        reply.put("Truncated", page.next().isPresent());
        page.next().ifPresent(marker -> reply.put("NextMarker", marker));
        return reply;
    }

    ObjectNode updateDescription(Caller caller, String region, KmsInput input) {
        var description = input.required("Description", 0, 8192);
        var key =
                access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("UpdateKeyDescription"));
        KmsLifecycle.requireNotPendingDeletion(key);
        key.description = description;
        return empty();
    }

    ObjectNode enable(Caller caller, String region, KmsInput input, boolean on) {
        var key = access.require(
                caller, region, input.required("KeyId", 1, 2048), false, Use.of(on ? "EnableKey" : "DisableKey"));
        switch (key.state) {
            case DISABLED -> {
                if (on) {
                    lifecycle.enabled(key);
                    key.state = State.ENABLED;
                }
            }
            case ENABLED -> key.state = on ? State.ENABLED : State.DISABLED;
            case UNAVAILABLE -> {}
            default -> throw KmsLifecycle.invalidState(key);
        }
        return empty();
    }

    ObjectNode scheduleDeletion(Caller caller, String region, KmsInput input) {
        int days = input.number("PendingWindowInDays", 7, 30).orElse(30);
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("ScheduleKeyDeletion")
                        .with("kms:ScheduleKeyDeletionPendingWindowInDays", Integer.toString(days)));
        KmsLifecycle.requireNotPendingDeletion(key);
        if (key.state == State.CREATING || key.state == State.UPDATING) {
            throw KmsLifecycle.invalidState(key);
        }
        var replicas = key.multiRegion
                && key.isPrimary()
                && state.keys.values().stream().anyMatch(k -> k.id.equals(key.id) && k != key);
        key.pendingWindowDays = days;
        key.state = replicas ? State.PENDING_REPLICA_DELETION : State.PENDING_DELETION;
        key.deletionDate = replicas ? Optional.empty() : Optional.of(state.now().plus(Duration.ofDays(days)));
        var reply = JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", key.arn())
                .put("KeyState", key.state.wire)
                .put("PendingWindowInDays", days);
        key.deletionDate.ifPresent(date -> reply.put("DeletionDate", seconds(date)));
        return reply;
    }

    ObjectNode cancelDeletion(Caller caller, String region, KmsInput input) {
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("CancelKeyDeletion"));
        if (key.state != State.PENDING_DELETION && key.state != State.PENDING_REPLICA_DELETION) {
            throw AwsFault.kms("KMSInvalidStateException", key.arn() + " is not pending deletion.");
        }
        key.state = key.origin.equals("EXTERNAL") && !key.allImported() ? State.PENDING_IMPORT : State.DISABLED;
        key.deletionDate = Optional.empty();
        key.pendingWindowDays = 0;
        return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn());
    }

    ObjectNode lastUsage(Caller caller, String region, KmsInput input) {
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("GetKeyLastUsage"));
        var reply = JsonNodeFactory.instance.objectNode().put("KeyId", key.arn());
        key.lastUsage.ifPresent(use -> reply.putObject("KeyLastUsage")
                .put("Operation", use.operation())
                .put("Timestamp", seconds(use.when()))
                .put("CloudTrailEventId", use.eventId())
                .put("KmsRequestId", use.requestId()));
        return reply.put("TrackingStartDate", seconds(key.created)).put("KeyCreationDate", seconds(key.created));
    }

    ObjectNode metadata(KmsKey key) {
        var node = JsonNodeFactory.instance.objectNode();
        node.put("AWSAccountId", key.account.id)
                .put("KeyId", key.id)
                .put("Arn", key.arn())
                .put("CreationDate", seconds(key.created));
        node.put("Enabled", key.state == State.ENABLED)
                .put("Description", key.description)
                .put("KeyUsage", key.usage)
                .put("KeyState", key.state.wire);
        key.deletionDate.ifPresent(date -> node.put("DeletionDate", seconds(date)));
        key.validTo().ifPresent(date -> node.put("ValidTo", seconds(date)));
        node.put("Origin", key.origin).put("KeyManager", key.manager);
        if (key.currentImported()) {
            node.put(
                    "ExpirationModel",
                    key.validTo().isPresent() ? "KEY_MATERIAL_EXPIRES" : "KEY_MATERIAL_DOES_NOT_EXPIRE");
        }
        node.put("CustomerMasterKeySpec", key.spec).put("KeySpec", key.spec);
        algorithms(node, key);
        node.put("MultiRegion", key.multiRegion);
        if (key.multiRegion) {
            multiRegion(node.putObject("MultiRegionConfiguration"), key);
        }
        if (key.state == State.PENDING_REPLICA_DELETION) {
            node.put("PendingDeletionWindowInDays", key.pendingWindowDays);
        }
        if (key.isSymmetric() && !key.material.versions.isEmpty() && key.state != State.PENDING_IMPORT) {
            node.put("CurrentKeyMaterialId", key.material.current().id());
        }
        return node;
    }

    private void multiRegion(ObjectNode node, KmsKey key) {
        node.put("MultiRegionKeyType", key.isPrimary() ? "PRIMARY" : "REPLICA");
        var primary = state.key(key.primaryRegion, key.id).orElse(key);
        node.putObject("PrimaryKey").put("Arn", primary.arn()).put("Region", primary.region);
        var replicas = node.putArray("ReplicaKeys");
        state.keys.values().stream()
                .filter(k -> k.id.equals(key.id) && !k.isPrimary())
                .forEach(k -> replicas.addObject().put("Arn", k.arn()).put("Region", k.region));
    }

    private static void algorithms(ObjectNode node, KmsKey key) {
        var names = new TreeSet<String>();
        var member = switch (key.usage) {
            case "ENCRYPT_DECRYPT" -> {
                names.addAll(
                        key.isSymmetric()
                                ? Set.of("SYMMETRIC_DEFAULT")
                                : key.spec.equals("SM2")
                                        ? Set.of("SM2PKE")
                                        : Set.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"));
                yield "EncryptionAlgorithms";
            }
            case "GENERATE_VERIFY_MAC" -> {
                names.add(key.spec.replace("HMAC_", "HMAC_SHA_"));
                yield "MacAlgorithms";
            }
            case "KEY_AGREEMENT" -> {
                names.add("ECDH");
                yield "KeyAgreementAlgorithms";
            }
            default -> {
                names.addAll(signing(key.spec));
                yield "SigningAlgorithms";
            }
        };
        names.forEach(node.putArray(member)::add);
    }

    private static Set<String> signing(String spec) {
        return switch (spec) {
            case "ECC_NIST_P256", "ECC_SECG_P256K1" -> Set.of("ECDSA_SHA_256");
            case "ECC_NIST_P384" -> Set.of("ECDSA_SHA_384");
            case "ECC_NIST_P521" -> Set.of("ECDSA_SHA_512");
            case "ECC_NIST_EDWARDS25519" -> Set.of("ED25519_SHA_512", "ED25519_PH_SHA_512");
            case "SM2" -> Set.of("SM2DSA");
            case "ML_DSA_44", "ML_DSA_65", "ML_DSA_87" -> Set.of("ML_DSA_SHAKE_256");
            default ->
                Set.of(
                        "RSASSA_PKCS1_V1_5_SHA_256",
                        "RSASSA_PKCS1_V1_5_SHA_384",
                        "RSASSA_PKCS1_V1_5_SHA_512",
                        "RSASSA_PSS_SHA_256",
                        "RSASSA_PSS_SHA_384",
                        "RSASSA_PSS_SHA_512");
        };
    }

    /** KMS writes times as seconds since 1970 with milliseconds as the fraction. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.toEpochMilli(), 3);
    }

    static ObjectNode reply(String member, ObjectNode value) {
        var reply = JsonNodeFactory.instance.objectNode();
        reply.set(member, value);
        return reply;
    }

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }
}
