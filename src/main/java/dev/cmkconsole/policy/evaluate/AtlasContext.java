package dev.cmkconsole.policy.evaluate;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.Truth;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * What AWS knows of Atlas' requests: the keys with their values, the keys that such a request never carries, and nothing
 * about the others. AWS documents for each key when a request carries it (IAM User Guide, "AWS global condition context
 * keys"; KMS Developer Guide, "AWS KMS condition keys").
 */
public final class AtlasContext {
    /** Only a request of an AWS service, or of a service on a caller's behalf, carries these. Atlas is neither. */
    private static final List<String> ONLY_FROM_AWS_SERVICES = List.of(
            "aws:SourceAccount",
            "aws:SourceArn",
            "aws:SourceOrgID",
            "aws:SourceOrgPaths",
            "aws:PrincipalServiceName",
            "aws:PrincipalServiceNamesList",
            "aws:CalledVia",
            "aws:CalledViaFirst",
            "aws:CalledViaLast");

    /** Only a request through a VPC endpoint carries these. */
    private static final List<String> ONLY_THROUGH_ENDPOINTS = List.of(
            "aws:SourceVpc",
            "aws:SourceVpce",
            "aws:SourceVpcArn",
            "aws:VpceAccount",
            "aws:VpceOrgID",
            "aws:VpceOrgPaths",
            "aws:VpcSourceIp");

    /**
     * Tags, a source identity and a provided context need permissions of their own in the trust policy. The trust
     * policy that Atlas documents has none of them, so Atlas sends none.
     */
    private static final List<String> NEVER_SENT = List.of(
            "aws:TagKeys",
            "aws:SourceIdentity",
            "sts:SourceIdentity",
            "sts:TransitiveTagKeys",
            "sts:RequestContextProviders",
            "aws:MultiFactorAuthAge");

    /** Keys of other KMS operations than DescribeKey, Encrypt and Decrypt. */
    private static final List<String> OF_OTHER_OPERATIONS = List.of(
            "kms:BypassPolicyLockoutSafetyCheck",
            "kms:DataKeyPairSpec",
            "kms:ExpirationModel",
            "kms:GrantConstraintType",
            "kms:GranteePrincipal",
            "kms:GrantIsForAWSResource",
            "kms:GrantOperations",
            "kms:KeyAgreementAlgorithm",
            "kms:MacAlgorithm",
            "kms:MessageType",
            "kms:PrimaryRegion",
            "kms:ReEncryptOnSameKey",
            "kms:ReplicaRegion",
            "kms:RetiringPrincipal",
            "kms:RotationPeriodInDays",
            "kms:ScheduleKeyDeletionPendingWindowInDays",
            "kms:SigningAlgorithm",
            "kms:ValidTo",
            "kms:WrappingAlgorithm",
            "kms:WrappingKeySpec");

    private static final RequestContext EVERY = every();
    private static final RequestContext USE_KEY = useKey();

    private AtlasContext() {}

    /** A request to assume the role, without the external id. Atlas calls STS without VPC endpoints. */
    public static RequestContext.Builder assumeRole(String atlasAccountArn, Instant now) {
        var context = at(EVERY, now)
                .known(
                        "aws:PrincipalAccount",
                        Arn.parse(atlasAccountArn).map(Arn::account).orElse(""))
                .absentUnlessKnown("kms:");
        ONLY_THROUGH_ENDPOINTS.forEach(context::absent);
        return context;
    }

    /** Whether policies have a condition on something that only a request through a VPC endpoint carries. */
    public static boolean asksForEndpoint(Predicate<String> mentioned) {
        return ONLY_THROUGH_ENDPOINTS.stream().anyMatch(mentioned);
    }

    /**
     * A request to use the key in a session of the role.
     *
     * @param throughEndpoints whether Atlas calls KMS through its own VPC endpoints, whose ids nobody else knows
     */
    public static RequestContext.Builder useKey(String roleArn, Truth throughEndpoints, Instant now) {
        var account = Arn.parse(roleArn).map(Arn::account).orElse("");
        var context = at(USE_KEY, now)
                .known("kms:CallerAccount", account)
                .known("aws:PrincipalArn", roleArn)
                .known("aws:PrincipalAccount", account);
        if (throughEndpoints == Truth.FALSE) {
            ONLY_THROUGH_ENDPOINTS.forEach(context::absent);
        }
        return context;
    }

    private static RequestContext useKey() {
        var context = EVERY.toBuilder()
                .known("aws:PrincipalType", "AssumedRole")
                .absent("kms:ViaService")
                .absent("kms:RequestAlias")
                .absent("aws:username")
                .absent("aws:FederatedProvider")
                .absent("aws:Ec2InstanceSourceVpc")
                .absent("aws:Ec2InstanceSourcePrivateIPv4")
                .absent("ec2:SourceInstanceArn")
                .absent("lambda:SourceFunctionArn")
                .absentUnlessKnown("sts:")
                .absentUnlessKnown("saml:");
        OF_OTHER_OPERATIONS.forEach(context::absent);
        return context.build();
    }

    /**
     * What the operation adds. DescribeKey encrypts nothing, so it carries neither an algorithm nor an encryption
     * context. Whether Atlas sends an encryption context with the others is not documented. A symmetric key has only
     * one algorithm.
     */
    public static RequestContext.Builder operation(RequestContext.Builder context, String action) {
        return action.equals("kms:DescribeKey")
                ? context.absent("kms:EncryptionAlgorithm")
                        .absent("kms:EncryptionContextKeys")
                        .absentUnlessKnown("kms:EncryptionContext:")
                        .absentUnlessKnown("kms:RecipientAttestation:")
                : context.known("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
    }

    private static RequestContext.Builder at(RequestContext context, Instant now) {
        return context.toBuilder()
                .known("aws:CurrentTime", now.toString())
                .known("aws:EpochTime", Long.toString(now.getEpochSecond()));
    }

    private static RequestContext every() {
        var context = RequestContext.partial()
                .known("aws:PrincipalIsAWSService", "false")
                .known("aws:ViaAWSService", "false")
                .known("aws:SecureTransport", "true")
                .absentUnlessKnown("aws:RequestTag/");
        ONLY_FROM_AWS_SERVICES.forEach(context::absent);
        NEVER_SENT.forEach(context::absent);
        return context.build();
    }
}
