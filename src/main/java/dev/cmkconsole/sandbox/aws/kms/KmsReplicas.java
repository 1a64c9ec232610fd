package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Multi-Region keys: replicas, and which Region is the primary. */
final class KmsReplicas {

    private static final Pattern REGION = Pattern.compile("([a-z]+-){2,3}\\d+");

    private final AwsState state;
    private final KmsAccess access;
    private final KmsKeys keys;
    private final KmsPolicies policies;

    KmsReplicas(AwsState state, KmsAccess access, KmsKeys keys, KmsPolicies policies) {
        this.state = state;
        this.access = access;
        this.keys = keys;
        this.policies = policies;
    }

    /** Gives the replica its own policy, by default the KMS default policy. The primary's policy is not copied. */
    ObjectNode replicate(Caller caller, String region, KmsInput input) {
        var target = region(input, "ReplicaRegion");
        var description = input.text("Description", 0, 8192).orElse("");
        var tags = input.tags(false);
        var primary = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("ReplicateKey").with("kms:ReplicaRegion", target));
        access.authorise(caller, target, "CreateKey", "*", Map.of());
        requirePrimary(primary);
        KmsLifecycle.requireUsable(primary);
        if (!Arn.partitionOf(target).equals(primary.account.partition)) {
            throw KmsInput.invalid("Value '" + target
                    + "' at 'replicaRegion' failed to satisfy constraint: the Region is in another partition");
        }
        if (state.key(target, primary.id).isPresent()) {
            throw AwsFault.kms(
                    "AlreadyExistsException", "A related multi-Region key already exists in " + target + ".");
        }
        var replica = new KmsKey(
                primary.account,
                target,
                primary.id,
                state.now(),
                new KmsKey.Kind(primary.spec, primary.usage, primary.origin),
                primary.material);
        replica.primaryRegion = primary.region;
        replica.description = description;
        replica.tags.putAll(tags);
        policies.store(
                caller, replica, KmsKeys.policyOrDefault(caller, input), input.flag("BypassPolicyLockoutSafetyCheck"));
        replica.state = primary.origin.equals("EXTERNAL") ? State.PENDING_IMPORT : State.CREATING;
        replica.stateUntil = primary.origin.equals("EXTERNAL")
                ? Optional.empty()
                : Optional.of(state.now().plus(state.settings.keyTransition()));
        state.add(replica);
        var reply = KmsKeys.reply("ReplicaKeyMetadata", keys.metadata(replica))
                .put("ReplicaPolicy", replica.policy.current(state).raw());
        var written = reply.putArray("ReplicaTags");
        tags.forEach((name, value) -> written.addObject().put("TagKey", name).put("TagValue", value));
        return reply;
    }

    ObjectNode updatePrimary(Caller caller, String region, KmsInput input) {
        var target = region(input, "PrimaryRegion");
        var primary = access.require(
                caller,
                region,
                input.required("KeyId", 1, 2048),
                false,
                Use.of("UpdatePrimaryRegion").with("kms:PrimaryRegion", target));
        requirePrimary(primary);
        KmsLifecycle.requireUsable(primary);
        var replica = state.key(target, primary.id)
                .filter(key -> key != primary)
                .orElseThrow(() -> AwsFault.kms(
                        "NotFoundException",
                        "The replica key of " + primary.arn() + " in " + target + " does not exist."));
        access.authorise(caller, replica, Use.of("UpdatePrimaryRegion").with("kms:PrimaryRegion", target));
        KmsLifecycle.requireUsable(replica);
        if (primary.state == State.UPDATING || replica.state == State.UPDATING) {
            throw KmsLifecycle.invalidState(primary.state == State.UPDATING ? primary : replica);
        }
        var until = Optional.of(state.now().plus(state.settings.keyTransition()));
        state.keys.values().stream().filter(key -> key.id.equals(primary.id)).forEach(key -> {
            key.primaryRegion = target;
            if (key == primary || key == replica) {
                key.state = State.UPDATING;
                key.stateUntil = until;
            }
        });
        return JsonNodeFactory.instance.objectNode();
    }

    private static String region(KmsInput input, String member) {
        var region = input.required(member, 1, 32);
        if (!REGION.matcher(region).matches()) {
            throw KmsInput.invalid(
                    "Value '" + region + "' at '" + Character.toLowerCase(member.charAt(0)) + member.substring(1)
                            + "' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                            + " ^([a-z]+-){2,3}\\d+$");
        }
        return region;
    }

    private static void requirePrimary(KmsKey key) {
        if (!key.multiRegion || !key.isPrimary()) {
            throw AwsFault.kms("UnsupportedOperationException", key.arn() + " is not a multi-Region primary key.");
        }
    }
}
