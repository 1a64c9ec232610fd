package dev.cmkconsole.model.effect;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;

/** A request to AWS that may take something away, with everything that its effect depends on. */
public sealed interface Act {

    /** A document before and after; blank where there is none. */
    record Documents(String before, String after) {}

    /** The document that the act changes; empty where it changes no document. */
    default Optional<Documents> documents() {
        return switch (this) {
            case TrustChange c -> Optional.of(new Documents(c.before(), c.after()));
            case RolePolicyChange c -> Optional.of(new Documents(c.before(), c.after()));
            case KeyPolicyChange c -> Optional.of(new Documents(c.before(), c.after()));
            case PolicyDetachment _, RoleDeletion _, KeyWithdrawal _, AccessKeyWithdrawal _ -> Optional.empty();
        };
    }

    /** Whether the act takes a managed policy or the whole role away, whatever its documents say. */
    default boolean takesRoleApart() {
        return this instanceof PolicyDetachment || this instanceof RoleDeletion;
    }

    /** The role whose documents the act changes. */
    default Optional<String> changedRole() {
        return switch (this) {
            case TrustChange c -> Optional.of(c.role());
            case RolePolicyChange c -> Optional.of(c.role());
            case PolicyDetachment c -> Optional.of(c.role());
            case RoleDeletion c -> Optional.of(c.role());
            case KeyPolicyChange _, KeyWithdrawal _, AccessKeyWithdrawal _ -> Optional.empty();
        };
    }

    /** The key that the act itself changes. */
    default Optional<KeyArn> changedKey() {
        return switch (this) {
            case KeyPolicyChange c -> Optional.of(c.key());
            case KeyWithdrawal c -> Optional.of(c.key());
            case TrustChange _, RolePolicyChange _, PolicyDetachment _, RoleDeletion _, AccessKeyWithdrawal _ ->
                Optional.empty();
        };
    }

    record TrustChange(String role, String before, String after) implements Act {}

    /** @param after blank for a policy that is deleted */
    record RolePolicyChange(String role, String policy, String before, String after) implements Act {}

    /** A managed policy is taken from a role. */
    record PolicyDetachment(String role, String policyArn) implements Act {}

    record RoleDeletion(String role) implements Act {}

    record KeyPolicyChange(KeyArn key, String before, String after) implements Act {}

    /** @param forEver whether the key is scheduled for deletion; otherwise it is disabled */
    record KeyWithdrawal(KeyArn key, boolean forEver) implements Act {}

    /** @param forEver whether the access key is deleted; otherwise it is deactivated */
    record AccessKeyWithdrawal(String accessKeyId, boolean forEver) implements Act {}

    /**
     * The act of a request.
     *
     * @param present the document that a {@code PutRolePolicy} replaces; blank where there is none
     * @return empty for a request that only adds: something new, or a key that becomes usable
     */
    static Optional<Act> of(AwsRequest request, String present) {
        return switch (request) {
            case AwsRequest.UpdateTrustPolicy r -> act(new TrustChange(r.roleName(), r.before(), r.trustPolicy()));
            case AwsRequest.PutRolePolicy r ->
                present.isBlank()
                        ? Optional.empty()
                        : act(new RolePolicyChange(r.roleName(), r.policyName(), present, r.document()));
            case AwsRequest.EditRolePolicy r ->
                act(new RolePolicyChange(r.roleName(), r.policyName(), r.before(), r.document()));
            case AwsRequest.DeleteRolePolicy r ->
                act(new RolePolicyChange(r.roleName(), r.policyName(), r.before(), ""));
            case AwsRequest.DetachRolePolicy r -> act(new PolicyDetachment(r.roleName(), r.policyArn()));
            case AwsRequest.DeleteRole r -> act(new RoleDeletion(r.roleName()));
            case AwsRequest.PutKeyPolicy r -> act(new KeyPolicyChange(r.key(), r.before(), r.document()));
            case AwsRequest.DisableKey r -> act(new KeyWithdrawal(r.key(), false));
            case AwsRequest.ScheduleKeyDeletion r -> act(new KeyWithdrawal(r.key(), true));
            case AwsRequest.UpdateAccessKey r ->
                r.active() ? Optional.empty() : act(new AccessKeyWithdrawal(r.accessKeyId(), false));
            case AwsRequest.DeleteAccessKey r -> act(new AccessKeyWithdrawal(r.accessKeyId(), true));
            case AwsRequest.CreateRole _,
                    AwsRequest.CreateKey _,
                    AwsRequest.ReplicateKey _,
                    AwsRequest.CreateAlias _,
                    AwsRequest.EnableKeyRotation _,
                    AwsRequest.RotateKeyOnDemand _,
                    AwsRequest.EnableKey _,
                    AwsRequest.CancelKeyDeletion _ -> Optional.empty();
        };
    }

    private static Optional<Act> act(Act act) {
        return Optional.of(act);
    }
}
