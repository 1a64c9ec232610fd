package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KeyMaterial;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.MGF1ParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** Imports key material into keys of origin EXTERNAL: a wrapping key, the wrapped bytes, an expiry. */
final class KmsImport {

    private static final Duration PARAMETERS_VALID = Duration.ofHours(24);
    private static final int MATERIAL_BYTES = 32;
    private static final String NEW = "NEW_KEY_MATERIAL";
    private static final String EXISTING = "EXISTING_KEY_MATERIAL";

    /**
     * A wrapping key that was handed out. It is not saved: after a restart, as after expiry, the caller requests new
     * parameters.
     */
    private record Parameters(String keyArn, PrivateKey wrapping, String algorithm, Instant until) {}

    private final AwsState state;
    private final KmsAccess access;
    private final KmsLifecycle lifecycle;
    private final Map<String, Parameters> handedOut = new HashMap<>();
    /** By their spec. To make one takes a second; a caller is told apart by the import token. */
    private final Map<String, KeyPair> pairs = new HashMap<>();

    KmsImport(AwsState state, KmsAccess access, KmsLifecycle lifecycle) {
        this.state = state;
        this.lifecycle = lifecycle;
        this.access = access;
    }

    ObjectNode parameters(Caller caller, String region, KmsInput input) {
        var algorithm = input.oneOf("WrappingAlgorithm", Set.of("RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"))
                .orElseThrow(() -> KmsInput.missing("WrappingAlgorithm"));
        var spec = input.oneOf("WrappingKeySpec", Set.of("RSA_2048", "RSA_3072", "RSA_4096"))
                .orElseThrow(() -> KmsInput.missing("WrappingKeySpec"));
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("GetParametersForImport")
                        .with("kms:WrappingAlgorithm", algorithm)
                        .with("kms:WrappingKeySpec", spec));
        requireExternal(key);
        KmsLifecycle.requireNotPendingDeletion(key);
        handedOut.values().removeIf(p -> !p.until().isAfter(state.now()));
        var pair = pairs.computeIfAbsent(spec, KmsImport::pair);
        var token = state.ids.grantToken();
        var until = state.now().plus(PARAMETERS_VALID);
        handedOut.put(token, new Parameters(key.arn(), pair.getPrivate(), algorithm, until));
        return JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", key.arn())
                .put("ImportToken", token.getBytes(StandardCharsets.US_ASCII))
                .put("PublicKey", pair.getPublic().getEncoded())
                .put("ParametersValidTo", KmsKeys.seconds(until));
    }

    private static KeyPair pair(String spec) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(Integer.parseInt(spec.substring("RSA_".length())));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA", e);
        }
    }

    ObjectNode importMaterial(Caller caller, String region, KmsInput input) {
        var token = new String(input.requiredBlob("ImportToken", 1, 6144), StandardCharsets.US_ASCII);
        var wrapped = input.requiredBlob("EncryptedKeyMaterial", 1, 6144);
        var model = input.oneOf("ExpirationModel", Set.of("KEY_MATERIAL_EXPIRES", "KEY_MATERIAL_DOES_NOT_EXPIRE"))
                .orElse("KEY_MATERIAL_EXPIRES");
        var validTo = Optional.ofNullable(input.json().get("ValidTo"))
                .filter(node -> node.isNumber())
                .map(node -> Instant.ofEpochMilli(
                        node.decimalValue().movePointRight(3).longValue()));
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("ImportKeyMaterial").with("kms:ExpirationModel", model));
        requireExternal(key);
        KmsLifecycle.requireNotPendingDeletion(key);
        var expires = model.equals("KEY_MATERIAL_EXPIRES");
        if (expires != validTo.isPresent()
                || validTo.filter(end -> !end.isAfter(state.now())).isPresent()) {
            throw AwsFault.kms(
                    "ValidationException",
                    "A validTo date in the future must be set if and only if the ExpirationModel is"
                            + " KEY_MATERIAL_EXPIRES.");
        }
        var bytes = unwrap(parameters(token, key), wrapped);
        var material = KeyMaterial.Version.of(key.id, bytes, Optional.empty(), false);
        accept(key, material, input);
        key.imports.put(material.id(), validTo);
        if (key.state == State.PENDING_IMPORT && key.allImported()) {
            key.state = State.ENABLED;
        }
        return JsonNodeFactory.instance.objectNode().put("KeyId", key.arn()).put("KeyMaterialId", material.id());
    }

    /** The first material becomes current at once, every later one by a rotation on demand. */
    private static void accept(KmsKey key, KeyMaterial.Version material, KmsInput input) {
        var secret = key.material;
        boolean first = secret.versions.isEmpty();
        var type = input.oneOf("ImportType", Set.of(NEW, EXISTING)).orElse(first ? NEW : EXISTING);
        var named = input.text("KeyMaterialId", 64, 64);
        boolean known = secret.version(material.id()).isPresent() || secret.isPending(material.id());
        if (type.equals(EXISTING)) {
            if (!known || named.filter(id -> !id.equals(material.id())).isPresent()) {
                throw AwsFault.kms(
                        "IncorrectKeyMaterialException",
                        "The key material in the request is not identical to the key material that was previously"
                                + " imported.");
            }
            return;
        }
        if (named.isPresent()) {
            throw AwsFault.kms(
                    "ValidationException", "KeyMaterialId cannot be specified when ImportType is NEW_KEY_MATERIAL.");
        }
        if (known) {
            throw AwsFault.kms(
                    "IncorrectKeyMaterialException",
                    "The key material in the request is already associated with " + key.arn() + ".");
        }
        if (first) {
            secret.versions.add(material);
            return;
        }
        if (!key.isSymmetric() || !key.isPrimary()) {
            throw AwsFault.kms(
                    "UnsupportedOperationException", "New key material cannot be imported into " + key.arn() + ".");
        }
        secret.pending.ifPresent(other -> {
            throw AwsFault.kms(
                    "KMSInvalidStateException",
                    "New key material (id: " + material.id() + ") cannot be imported into KMS key " + key.arn()
                            + ", because another key material (id: " + other.id() + ") is pending rotation.");
        });
        secret.pending = Optional.of(material);
    }

    private Parameters parameters(String token, KmsKey key) {
        var parameters = handedOut.get(token);
        if (parameters == null || !parameters.keyArn().equals(key.arn())) {
            throw AwsFault.kms("InvalidImportTokenException", "The import token is not valid for " + key.arn() + ".");
        }
        if (!parameters.until().isAfter(state.now())) {
            throw AwsFault.kms("ExpiredImportTokenException", "The import token has expired.");
        }
        return parameters;
    }

    ObjectNode delete(Caller caller, String region, KmsInput input) {
        var key = access.require(
                caller, region, input.required("KeyId", 1, 2048), false, Use.of("DeleteImportedKeyMaterial"));
        requireExternal(key);
        KmsLifecycle.requireNotPendingDeletion(key);
        var reply = JsonNodeFactory.instance.objectNode().put("KeyId", key.arn());
        var named = input.text("KeyMaterialId", 64, 64);
        var material = key.material;
        if (named.isEmpty() && material.versions.isEmpty()) {
            return reply;
        }
        var id = named.orElseGet(() -> material.current().id());
        if (material.version(id).isEmpty() && !material.isPending(id)) {
            throw AwsFault.kms("NotFoundException", "Key material " + id + " does not exist.");
        }
        lifecycle.dropMaterial(key, id);
        return reply.put("KeyMaterialId", id);
    }

    private static byte[] unwrap(Parameters parameters, byte[] wrapped) {
        var hash = parameters.algorithm().equals("RSAES_OAEP_SHA_1") ? "SHA-1" : "SHA-256";
        try {
            var cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    parameters.wrapping(),
                    new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT));
            var bytes = cipher.doFinal(wrapped);
            if (bytes.length == MATERIAL_BYTES) {
                return bytes;
            }
        } catch (GeneralSecurityException e) {
            throw AwsFault.kms("InvalidCiphertextException", "");
        }
        throw AwsFault.kms(
                "IncorrectKeyMaterialException", "The key material must be " + MATERIAL_BYTES + " bytes long.");
    }

    private static void requireExternal(KmsKey key) {
        if (!key.origin.equals("EXTERNAL")) {
            throw AwsFault.kms(
                    "UnsupportedOperationException",
                    key.arn() + " origin is " + key.origin + " which is not valid for this operation.");
        }
    }
}
