package dev.cmkconsole.sandbox.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.sandbox.aws.kms.KmsService;
import dev.cmkconsole.sandbox.aws.state.Account;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.Principal;
import dev.cmkconsole.sandbox.aws.state.Session;
import dev.cmkconsole.sandbox.aws.sts.StsService;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.QueryForm;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Atlas as a caller of AWS. It acts from its own account through the same operations and rules as every other caller.
 */
final class AtlasPrincipal implements AtlasAwsAccess {

    /** A documentation address (RFC 5737), for accounts that configure no other. */
    private static final String DEFAULT_SOURCE_IP = "203.0.113.10";

    private static final String USER_AGENT = "mongodb-atlas";
    private static final String SESSION_NAME = "atlas-encryption-at-rest";

    private final AwsState state;
    private final StsService sts;
    private final KmsService kms;

    AtlasPrincipal(AwsState state, StsService sts, KmsService kms) {
        this.state = state;
        this.sts = sts;
        this.kms = kms;
    }

    @Override
    public String atlasAccountArn() {
        return locked(() -> atlas("aws").rootArn());
    }

    @Override
    public Optional<Refusal> assumeRole(String roleArn, String externalId) {
        return locked(() -> refusal("sts:AssumeRole", () -> assume(roleArn, externalId, "us-east-1")));
    }

    @Override
    public Optional<Refusal> useKeyWithRole(String roleArn, String externalId, String keyIdOrArn, String awsRegion) {
        return locked(() -> {
            try {
                return useKey(assume(roleArn, externalId, awsRegion), keyIdOrArn, awsRegion);
            } catch (AwsFault fault) {
                return Optional.of(new Refusal("sts:AssumeRole", fault.code(), fault.getMessage()));
            }
        });
    }

    @Override
    public Optional<Refusal> useKeyWithCredentials(
            String accessKeyId, String secretAccessKey, String keyIdOrArn, String awsRegion) {
        return locked(() -> {
            var key = state.accessKeys.get(accessKeyId);
            if (key == null || !key.active.seenAt(state.now())) {
                return Optional.of(new Refusal(
                        "kms:DescribeKey",
                        "UnrecognizedClientException",
                        "The security token included in the request is invalid."));
            }
            if (!key.secret.equals(secretAccessKey)) {
                return Optional.of(new Refusal(
                        "kms:DescribeKey",
                        "InvalidSignatureException",
                        "The request signature we calculated does not match the signature you provided. Check your AWS"
                                + " Secret Access Key and signing method. Consult the service documentation for"
                                + " details."));
            }
            key.lastUse = Optional.of(new Principal.LastUse(state.now(), "kms", awsRegion));
            return useKey(Caller.of(key, sourceIp(atlas(key.account.partition)), USER_AGENT), keyIdOrArn, awsRegion);
        });
    }

    private Caller assume(String roleArn, String externalId, String region) {
        var account = atlas(Arn.parse(roleArn).map(Arn::partition).orElse("aws"));
        var own = account.roles.values().stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the Atlas account has no role to act with"));
        var session = new Session(
                new Session.Credentials("ASIAATLAS", "", ""),
                own,
                "atlas",
                state.now(),
                state.now().plusSeconds(3600),
                new Session.Terms(java.util.List.of(), false, Optional.empty(), Map.of(), false));
        var form = new java.util.HashMap<>(Map.of("RoleArn", roleArn, "RoleSessionName", SESSION_NAME));
        if (externalId != null) {
            form.put("ExternalId", externalId);
        }
        var caller = Caller.of(session, sourceIp(account), USER_AGENT);
        return Caller.of(sts.assumeRole(caller, region, QueryForm.of(form)).session(), sourceIp(account), USER_AGENT);
    }

    private Optional<Refusal> useKey(Caller caller, String keyId, String region) {
        var described = call(
                "DescribeKey",
                caller,
                region,
                JsonNodeFactory.instance.objectNode().put("KeyId", keyId));
        if (described.refusal().isPresent()) {
            return described.refusal();
        }
        var sample = state.ids.bytes(32);
        var encrypted = call(
                "Encrypt",
                caller,
                region,
                JsonNodeFactory.instance.objectNode().put("KeyId", keyId).put("Plaintext", base64(sample)));
        if (encrypted.refusal().isPresent()) {
            return encrypted.refusal();
        }
        var blob = encrypted.reply().get("CiphertextBlob").asText();
        var decrypted = call(
                "Decrypt", caller, region, JsonNodeFactory.instance.objectNode().put("CiphertextBlob", blob));
        if (decrypted.refusal().isEmpty()
                && !Arrays.equals(
                        java.util.Base64.getDecoder()
                                .decode(decrypted.reply().get("Plaintext").asText()),
                        sample)) {
            throw new IllegalStateException("the simulated KMS decrypted to something else");
        }
        return decrypted.refusal();
    }

    private record Answer(ObjectNode reply, Optional<Refusal> refusal) {}

    private Answer call(String operation, Caller caller, String region, ObjectNode input) {
        try {
            return new Answer(kms.invoke(operation, caller, region, input), Optional.empty());
        } catch (AwsFault fault) {
            return new Answer(null, Optional.of(new Refusal("kms:" + operation, fault.code(), fault.getMessage())));
        }
    }

    private static String base64(byte[] bytes) {
        return java.util.Base64.getEncoder().encodeToString(bytes);
    }

    private static Optional<Refusal> refusal(String operation, Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (AwsFault fault) {
            return Optional.of(new Refusal(operation, fault.code(), fault.getMessage()));
        }
    }

    /** Atlas' account in a partition. Otherwise the first Atlas account, so that the refusal comes from AWS. */
    private Account atlas(String partition) {
        return state.accounts.values().stream()
                .filter(a -> a.atlas && a.partition.equals(partition))
                .findFirst()
                .or(() -> state.accounts.values().stream().filter(a -> a.atlas).findFirst())
                .orElseThrow(() -> new IllegalStateException("the scenario has no AWS account marked as Atlas' own"));
    }

    private static String sourceIp(Account account) {
        return account.sourceIp.orElse(DEFAULT_SOURCE_IP);
    }

    private <T> T locked(Supplier<T> call) {
        state.lock.lock();
        try {
            return call.get();
        } finally {
            state.lock.unlock();
        }
    }
}
