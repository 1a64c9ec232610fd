package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.LastUsage;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Cryptographic operations with symmetric keys. */
final class KmsCrypto {

    private static final int MAX_CIPHERTEXT = 6144;
    private static final Set<String> ALGORITHMS =
            Set.of("SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE");
    private static final String UNKNOWN_CIPHERTEXT_KEY =
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you"
                    + " are not allowed to access.";

    private final AwsState state;
    private final KmsAccess access;

    KmsCrypto(AwsState state, KmsAccess access) {
        this.state = state;
        this.access = access;
    }

    ObjectNode encrypt(Caller caller, String region, KmsInput input) {
        var plaintext = input.requiredBlob("Plaintext", 1, 4096);
        var algorithm = algorithm(input, "EncryptionAlgorithm");
        var context = context(input, "EncryptionContext");
        var key = encrypting(
                caller, region, input.required("KeyId", 1, 2048), use(input, "Encrypt", context, algorithm), algorithm);
        dryRun(input);
        var blob = seal(key, context, plaintext);
        used(key, "Encrypt");
        return JsonNodeFactory.instance
                .objectNode()
                .put("CiphertextBlob", blob)
                .put("KeyId", key.arn())
                .put("EncryptionAlgorithm", algorithm);
    }

    ObjectNode generateDataKey(Caller caller, String region, KmsInput input, boolean plaintext) {
        var operation = plaintext ? "GenerateDataKey" : "GenerateDataKeyWithoutPlaintext";
        var spec = input.oneOf("KeySpec", Set.of("AES_256", "AES_128"));
        var count = input.number("NumberOfBytes", 1, 1024);
        if (spec.isPresent() == count.isPresent()) {
            throw AwsFault.kms("ValidationException", "Please specify either number of bytes or key spec.");
        }
        noEnclave(input);
        var context = context(input, "EncryptionContext");
        var key = encrypting(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                use(input, operation, context, "SYMMETRIC_DEFAULT"),
                "SYMMETRIC_DEFAULT");
        dryRun(input);
        var dataKey =
                state.ids.bytes(spec.map(s -> s.equals("AES_256") ? 32 : 16).orElseGet(count::getAsInt));
        var reply = JsonNodeFactory.instance
                .objectNode()
                .put("CiphertextBlob", seal(key, context, dataKey))
                .put("KeyId", key.arn())
                .put("KeyMaterialId", key.material.current().id());
        if (plaintext) {
            reply.put("Plaintext", dataKey);
        }
        used(key, operation);
        return reply;
    }

    ObjectNode generateRandom(Caller caller, String region, KmsInput input) {
        int count = input.number("NumberOfBytes", 1, 1024).orElseThrow(() -> KmsInput.missing("NumberOfBytes"));
        noEnclave(input);
        access.authorise(caller, region, "GenerateRandom", "*", Map.of());
        return JsonNodeFactory.instance.objectNode().put("Plaintext", state.ids.bytes(count));
    }

    ObjectNode decrypt(Caller caller, String region, KmsInput input) {
        noEnclave(input);
        var algorithm = algorithm(input, "EncryptionAlgorithm");
        var context = context(input, "EncryptionContext");
        var opened = open(caller, region, input, "KeyId", use(input, "Decrypt", context, algorithm), algorithm);
        dryRun(input);
        used(opened.key(), "Decrypt");
        return JsonNodeFactory.instance
                .objectNode()
                .put("KeyId", opened.key().arn())
                .put("Plaintext", opened.plaintext())
                .put("EncryptionAlgorithm", algorithm)
                .put("KeyMaterialId", opened.materialId());
    }

    ObjectNode reEncrypt(Caller caller, String region, KmsInput input) {
        var from = algorithm(input, "SourceEncryptionAlgorithm");
        var to = algorithm(input, "DestinationEncryptionAlgorithm");
        var destination = input.required("DestinationKeyId", 1, 2048);
        var newContext = context(input, "DestinationEncryptionContext");
        var opened = open(
                caller,
                region,
                input,
                "SourceKeyId",
                use(input, "ReEncryptFrom", context(input, "SourceEncryptionContext"), from),
                from);
        var target = encrypting(caller, region, destination, use(input, "ReEncryptTo", newContext, to), to);
        dryRun(input);
        var blob = seal(target, newContext, opened.plaintext());
        used(opened.key(), "ReEncrypt");
        used(target, "ReEncrypt");
        return JsonNodeFactory.instance
                .objectNode()
                .put("CiphertextBlob", blob)
                .put("SourceKeyId", opened.key().arn())
                .put("KeyId", target.arn())
                .put("SourceEncryptionAlgorithm", from)
                .put("DestinationEncryptionAlgorithm", to)
                .put("SourceKeyMaterialId", opened.materialId())
                .put("DestinationKeyMaterialId", target.material.current().id());
    }

    /** @param plaintext empty on a dry run without ciphertext */
    private record Opened(KmsKey key, String materialId, byte[] plaintext) {}

    private Opened open(Caller caller, String region, KmsInput input, String keyMember, Use use, String algorithm) {
        var keyId = input.text(keyMember, 1, 2048);
        var ignoreCiphertext = ignoresCiphertext(input);
        if (ignoreCiphertext) {
            var key = encrypting(caller, region, keyId.orElseThrow(() -> KmsInput.missing(keyMember)), use, algorithm);
            return new Opened(key, key.material.current().id(), new byte[0]);
        }
        var bytes = input.requiredBlob("CiphertextBlob", 1, MAX_CIPHERTEXT);
        var blob = Ciphertext.parse(bytes);
        if (blob.isEmpty()) {
            throw AwsFault.kms("InvalidCiphertextException", "");
        }
        KmsKey key;
        if (keyId.isPresent()) {
            key = access.require(caller, region, keyId.get(), true, use);
            if (!key.id.equals(blob.get().keyId())) {
                throw AwsFault.kms(
                        "IncorrectKeyException",
                        "The key ID in the request does not identify a CMK that can perform this operation.");
            }
        } else {
            key = state.key(region, blob.get().keyId())
                    .orElseThrow(() -> AwsFault.kms("AccessDeniedException", UNKNOWN_CIPHERTEXT_KEY));
            try {
                access.authorise(caller, key, use);
            } catch (AwsFault denied) {
                throw key.account == caller.account()
                        ? denied
                        : AwsFault.kms("AccessDeniedException", UNKNOWN_CIPHERTEXT_KEY);
            }
        }
        requireSuitable(key, algorithm);
        var material = key.material
                .version(blob.get().materialId())
                .orElseThrow(() -> AwsFault.kms("InvalidCiphertextException", ""));
        var plaintext = blob.get()
                .open(material, use.encryptionContext())
                .orElseThrow(() -> AwsFault.kms("InvalidCiphertextException", ""));
        return new Opened(key, material.id(), plaintext);
    }

    private KmsKey encrypting(Caller caller, String region, String keyId, Use use, String algorithm) {
        var key = access.require(caller, region, keyId, true, use);
        requireSuitable(key, algorithm);
        return key;
    }

    private static void requireSuitable(KmsKey key, String algorithm) {
        KmsLifecycle.requireUsable(key);
        if (!key.usage.equals("ENCRYPT_DECRYPT")) {
            throw AwsFault.kms(
                    "InvalidKeyUsageException",
                    key.arn() + " key usage is " + key.usage + " which is not valid for this operation.");
        }
        if (!key.isSymmetric() && !algorithm.equals("SYMMETRIC_DEFAULT")) {
            throw AwsFault.kms(
                    "UnsupportedOperationException",
                    "This sandbox encrypts with symmetric keys only; the key spec of " + key.arn() + " is " + key.spec
                            + ".");
        }
        if (!key.isSymmetric() || !algorithm.equals("SYMMETRIC_DEFAULT")) {
            throw AwsFault.kms(
                    "InvalidKeyUsageException",
                    "Algorithm " + algorithm + " is incompatible with key spec " + key.spec + ".");
        }
    }

    private byte[] seal(KmsKey key, Map<String, String> context, byte[] plaintext) {
        return Ciphertext.seal(key.id, key.material.current(), state.ids.bytes(12), context, plaintext)
                .bytes();
    }

    private void used(KmsKey key, String operation) {
        key.lastUsage = Optional.of(new LastUsage(
                operation,
                state.now(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString()));
    }

    private static Use use(KmsInput input, String action, Map<String, String> context, String algorithm) {
        return Use.of(action)
                .withContext(context, input.texts("GrantTokens", 10))
                .with("kms:EncryptionAlgorithm", algorithm);
    }

    private static Map<String, String> context(KmsInput input, String name) {
        var context = input.map(name);
        if (context.toString().length() > 8192) {
            throw KmsInput.invalid(
                    "Value at 'encryptionContext' failed to satisfy constraint: The encryption context is larger than"
                            + " 8192 characters");
        }
        return context;
    }

    private static String algorithm(KmsInput input, String member) {
        return input.oneOf(member, ALGORITHMS).orElse("SYMMETRIC_DEFAULT");
    }

    private static boolean ignoresCiphertext(KmsInput input) {
        var modifiers = input.texts("DryRunModifiers", 1);
        if (modifiers.isEmpty()) {
            return false;
        }
        if (!modifiers.equals(List.of("IGNORE_CIPHERTEXT"))) {
            throw KmsInput.invalid("Value '" + modifiers
                    + "' at 'dryRunModifiers' failed to satisfy constraint: Member must satisfy enum value"
                    + " set: [IGNORE_CIPHERTEXT]");
        }
        if (!input.flag("DryRun")) {
            throw AwsFault.kms("ValidationException", "DryRunModifiers can only be specified when DryRun is true.");
        }
        if (input.has("CiphertextBlob")) {
            throw AwsFault.kms(
                    "ValidationException",
                    "CiphertextBlob must not be specified with the dry run modifier IGNORE_CIPHERTEXT.");
        }
        return true;
    }

    /** Ends a dry run that would have succeeded. */
    static void dryRun(KmsInput input) {
        if (input.flag("DryRun")) {
            throw AwsFault.kms(
                    "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");
        }
    }

    private static void noEnclave(KmsInput input) {
        if (input.has("Recipient")) {
            throw AwsFault.kms(
                    "ValidationException", "The attestation document in the Recipient parameter is not valid.");
        }
    }
}
