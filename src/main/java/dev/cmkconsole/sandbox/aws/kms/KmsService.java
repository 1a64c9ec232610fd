package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.http.HttpReply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The simulated Key Management Service: AWS JSON 1.1 in and out, one method per operation. */
public final class KmsService {

    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";

    @FunctionalInterface
    private interface Operation {
        ObjectNode run(Caller caller, String region, KmsInput input);
    }

    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final KmsLifecycle lifecycle;
    private final Map<String, Operation> operations = new TreeMap<>();

    public KmsService(AwsState state, AwsAuthorization authorization) {
        lifecycle = new KmsLifecycle(state);
        var access = new KmsAccess(state, authorization);
        var policies = new KmsPolicies(state, access);
        var keys = new KmsKeys(state, access, policies, lifecycle);
        var aliases = new KmsAliases(state, access);
        var crypto = new KmsCrypto(state, access);
        grants(new KmsGrants(state, access, policies));
        rotation(new KmsRotation(state, access, lifecycle));
        replicas(new KmsReplicas(state, access, keys, policies));
        imports(new KmsImport(state, access, lifecycle));
        tags(new KmsTags(state, access));
        operations.put("CreateKey", keys::create);
        operations.put("DescribeKey", keys::describe);
        operations.put("ListKeys", keys::list);
        operations.put("UpdateKeyDescription", keys::updateDescription);
        operations.put("EnableKey", (caller, region, input) -> keys.enable(caller, region, input, true));
        operations.put("DisableKey", (caller, region, input) -> keys.enable(caller, region, input, false));
        operations.put("ScheduleKeyDeletion", keys::scheduleDeletion);
        operations.put("CancelKeyDeletion", keys::cancelDeletion);
        operations.put("GetKeyLastUsage", keys::lastUsage);
        operations.put("GetKeyPolicy", policies::get);
        operations.put("PutKeyPolicy", policies::put);
        operations.put("ListKeyPolicies", policies::list);
        operations.put("CreateAlias", aliases::create);
        operations.put("UpdateAlias", aliases::update);
        operations.put("DeleteAlias", aliases::delete);
        operations.put("ListAliases", aliases::list);
        operations.put("Encrypt", crypto::encrypt);
        operations.put("Decrypt", crypto::decrypt);
        operations.put("ReEncrypt", crypto::reEncrypt);
        operations.put(
                "GenerateDataKey", (caller, region, input) -> crypto.generateDataKey(caller, region, input, true));
        operations.put(
                "GenerateDataKeyWithoutPlaintext",
                (caller, region, input) -> crypto.generateDataKey(caller, region, input, false));
        operations.put("GenerateRandom", crypto::generateRandom);
    }

    private void grants(KmsGrants grants) {
        operations.put("CreateGrant", grants::create);
        operations.put("ListGrants", grants::list);
        operations.put("ListRetirableGrants", grants::listRetirable);
        operations.put("RevokeGrant", grants::revoke);
        operations.put("RetireGrant", grants::retire);
    }

    private void rotation(KmsRotation rotation) {
        operations.put("GetKeyRotationStatus", rotation::status);
        operations.put("EnableKeyRotation", rotation::enable);
        operations.put("DisableKeyRotation", rotation::disable);
        operations.put("RotateKeyOnDemand", rotation::onDemand);
        operations.put("ListKeyRotations", rotation::list);
    }

    private void replicas(KmsReplicas replicas) {
        operations.put("ReplicateKey", replicas::replicate);
        operations.put("UpdatePrimaryRegion", replicas::updatePrimary);
    }

    private void imports(KmsImport imports) {
        operations.put("GetParametersForImport", imports::parameters);
        operations.put("ImportKeyMaterial", imports::importMaterial);
        operations.put("DeleteImportedKeyMaterial", imports::delete);
    }

    private void tags(KmsTags tags) {
        operations.put("TagResource", tags::tag);
        operations.put("UntagResource", tags::untag);
        operations.put("ListResourceTags", tags::list);
    }

    public Set<String> operations() {
        return operations.keySet();
    }

    public boolean knows(String operation) {
        return operations.containsKey(operation);
    }

    public ObjectNode invoke(String operation, Caller caller, String region, ObjectNode input) {
        lifecycle.settle();
        return operations.get(operation).run(caller, region, new KmsInput(input));
    }

    public HttpReply invoke(String operation, Caller caller, String region, byte[] body) {
        var reply = invoke(operation, caller, region, parse(body));
        return HttpReply.of(200, CONTENT_TYPE, reply.isEmpty() ? "" : reply.toString());
    }

    private ObjectNode parse(byte[] body) {
        try {
            if (body.length == 0) {
                return JsonNodeFactory.instance.objectNode();
            }
            if (json.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw AwsFault.kms("SerializationException", "Start of structure or map found where not expected.");
        } catch (JacksonException e) {
            throw AwsFault.kms("SerializationException", "The request body is not valid JSON.");
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** KMS capitalizes {@code Message} only where authorization failed. */
    public HttpReply fault(AwsFault fault) {
        var node = JsonNodeFactory.instance.objectNode().put("__type", fault.code());
        if (!fault.getMessage().isEmpty()) {
            node.put(fault.code().equals("AccessDeniedException") ? "Message" : "message", fault.getMessage());
        }
        return new HttpReply(
                fault.status(),
                Map.of("Content-Type", CONTENT_TYPE),
                node.toString().getBytes(StandardCharsets.UTF_8));
    }
}
