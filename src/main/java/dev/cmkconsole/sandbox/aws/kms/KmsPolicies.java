package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.PolicyStatement.Principal;
import dev.cmkconsole.policy.edit.PolicyRules;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.StoredPolicy;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.nio.charset.StandardCharsets;

/** Reads and writes key policies. Writing includes KMS' checks of principals and of a lockout of the caller. */
final class KmsPolicies {

    private static final int MAX_BYTES = 32_768;

    private final AwsState state;
    private final KmsAccess access;

    KmsPolicies(AwsState state, KmsAccess access) {
        this.state = state;
        this.access = access;
    }

    ObjectNode get(Caller caller, String region, KmsInput input) {
        policyName(input);
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("GetKeyPolicy"));
        return JsonNodeFactory.instance
                .objectNode()
                .put("Policy", key.policy.current(state).raw())
                .put("PolicyName", "default");
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("ListKeyPolicies"));
        var reply = JsonNodeFactory.instance.objectNode();
        reply.putArray("PolicyNames").add("default");
        return reply.put("Truncated", false);
    }

    ObjectNode put(Caller caller, String region, KmsInput input) {
        policyName(input);
        var text = input.required("Policy", 1, 131_072);
        var bypass = input.flag("BypassPolicyLockoutSafetyCheck");
        var key = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("PutKeyPolicy").with("kms:BypassPolicyLockoutSafetyCheck", Boolean.toString(bypass)));
        store(caller, key, text, bypass);
        return KmsKeys.empty();
    }

    private static void policyName(KmsInput input) {
        if (input.text("PolicyName", 1, 128)
                .filter(name -> !name.equals("default"))
                .isPresent()) {
            throw AwsFault.kms("NotFoundException", "No such policy exists");
        }
    }

    /** @throws AwsFault MalformedPolicyDocumentException; the key keeps its previous policy */
    void store(Caller caller, KmsKey key, String text, boolean bypassLockoutCheck) {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MAX_BYTES) {
            throw AwsFault.kms(
                    "LimitExceededException",
                    "The key policy size " + size + " exceeds the limit of " + MAX_BYTES + " bytes.");
        }
        PolicyRules.violation(text, PolicyKind.KEY).ifPresent(problem -> {
            throw malformed(problem);
        });
        var policy = StoredPolicy.of(text, key.account.partition, state);
        policy.document().statements().stream()
                .flatMap(s -> s.principals().stream())
                .flatMap(p -> p.entries().stream())
                .forEach(principal -> {
                    if (!visible(principal, key.account.partition)) {
                        throw malformed("Policy contains a statement with one or more invalid principals.");
                    }
                });
        if (!bypassLockoutCheck
                && !access.decide(caller, key, policy.document(), Use.of("PutKeyPolicy"))
                        .isAllowed()) {
            throw malformed("The new key policy will not allow you to update the key policy in the future.");
        }
        key.policy = policy;
    }

    /**
     * KMS refuses a principal that it cannot see: a role created moments ago, a deleted role, or an account that does
     * not exist.
     */
    private boolean visible(Principal principal, String partition) {
        if (!principal.type().equals("AWS") || principal.value().equals("*")) {
            return principal.type().equals("Service")
                    ? principal.value().endsWith(".amazonaws.com")
                            || principal.value().endsWith(".amazonaws.com.cn")
                    : principal.value().equals("*") || principal.type().equals("Federated");
        }
        return visiblePrincipal(principal.value(), partition);
    }

    boolean visiblePrincipal(String value, String partition) {
        var arn = Arn.parse(value);
        if (arn.isEmpty()
                || !arn.get().partition().equals(partition)
                || !state.accounts.containsKey(arn.get().account())) {
            return false;
        }
        if (arn.get().service().equals("sts") && arn.get().resourceType().equals("assumed-role")) {
            var parts = arn.get().resource().split("/", 3);
            return parts.length == 3
                    && state.accounts
                            .get(arn.get().account())
                            .role(parts[1])
                            .filter(role -> role.facts.seenAt(state.now()).exists())
                            .isPresent();
        }
        return arn.get().resource().equals("root") || state.principalSeen(value).isPresent();
    }

    private static AwsFault malformed(String message) {
        return AwsFault.kms("MalformedPolicyDocumentException", message);
    }
}
