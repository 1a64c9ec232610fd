package dev.cmkconsole.sandbox.atlas.state;

import dev.cmkconsole.sandbox.atlas.http.AtlasError;
import dev.cmkconsole.sandbox.aws.AtlasAwsAccess;
import dev.cmkconsole.sandbox.aws.AtlasAwsAccess.Refusal;
import java.util.Locale;
import java.util.Optional;

/** Tries a key as Atlas does, and reports a failure with Atlas' error codes. */
public final class KeyTrial {
    private final AtlasAwsAccess aws;

    KeyTrial(AtlasAwsAccess aws) {
        this.aws = aws;
    }

    public Optional<AtlasError> assume(AccessRole role, String arn) {
        return aws.assumeRole(arn, role.externalId()).map(r -> cannotAssume(arn));
    }

    /** Whether Atlas gets to KMS: the Region answers, and not every private endpoint has failed. */
    public boolean reaches(Project project) {
        var kms = project.encryption.awsKms();
        boolean closed = kms.privateNetworking()
                && !project.endpoints.isEmpty()
                && project.endpoints.stream()
                        .allMatch(e -> e.status().equals("FAILED") || e.status().equals("PENDING_RECREATION"));
        return !closed && aws.answers(Regions.toAws(kms.region()));
    }

    /** Empty when Atlas can describe the key and encrypt and decrypt with it. */
    public Optional<AtlasError> use(Project project, Encryption.AwsKms kms) {
        var region = Regions.toAws(kms.region());
        if (kms.byCredentials()) {
            return aws.useKeyWithCredentials(kms.accessKeyId(), kms.secretAccessKey(), kms.key(), region)
                    .map(r -> translate(r, kms, null));
        }
        var role = project.role(kms.roleId()).orElse(null);
        if (role == null) {
            return Optional.of(AtlasError.of(
                    400,
                    "CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND",
                    "The specified Cloud Provider Access role (" + kms.roleId() + ") was not found.",
                    kms.roleId()));
        }
        if (role.roleArn() == null) {
            return Optional.of(AtlasError.of(
                    400,
                    "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED",
                    "The specified Cloud Provider Access role (" + kms.roleId() + ") is not authorized.",
                    kms.roleId()));
        }
        return aws.useKeyWithRole(role.roleArn(), role.externalId(), kms.key(), region)
                .map(r -> translate(r, kms, role.roleArn()));
    }

    /** Empty when Atlas can decrypt a snapshot with the key that the snapshot names. */
    Optional<AtlasError> decrypt(Project project, String masterKey) {
        var kms = project.encryption.awsKms();
        if (kms == null) {
            return Optional.of(noPermission());
        }
        var arn = aws.keyOfSnapshot(masterKey, Regions.toAws(kms.region())).orElse(masterKey);
        var parts = arn.split(":", -1);
        return use(
                project,
                parts.length > 3
                        ? kms.withKey(arn, parts[3].toUpperCase(Locale.ROOT).replace('-', '_'))
                        : kms.withKey(arn, kms.region()));
    }

    private static AtlasError cannotAssume(String arn) {
        return AtlasError.of(400, "CANNOT_ASSUME_ROLE", "Atlas cannot assume the specified role (" + arn + ").", arn);
    }

    private static AtlasError translate(Refusal refusal, Encryption.AwsKms kms, String roleArn) {
        if (refusal.operation().equals("sts:AssumeRole")) {
            return cannotAssume(roleArn);
        }
        var message = refusal.message() == null ? "" : refusal.message().toLowerCase(Locale.ROOT);
        return switch (refusal.code()) {
            case "NotFoundException", "InvalidArnException" ->
                AtlasError.of(
                        404,
                        "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
                        "The AWS customer master key " + kms.key() + " was not found in region " + kms.region() + ".",
                        kms.key());
            case "DisabledException" ->
                AtlasError.of(
                        400, "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED", "The AWS customer master key is not enabled.");
            // KMS has one exception for all other states. Only its text names the state.
            case "KMSInvalidStateException" ->
                message.contains("pending import")
                        ? AtlasError.of(
                                400,
                                "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_IMPORT",
                                "The AWS customer master key is pending import.")
                        : message.contains("deletion")
                                ? AtlasError.of(
                                        400,
                                        "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION",
                                        "The AWS customer master key is pending deletion.")
                                : AtlasError.of(
                                        400,
                                        "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED",
                                        "The AWS customer master key is not enabled.");
            case "InvalidKeyUsageException" -> noPermission();
            case "AccessDeniedException", "AccessDenied" ->
                refusal.operation().equals("kms:DescribeKey") && !message.contains("resource-based policy")
                        ? invalidCredentials()
                        : noPermission();
            default -> invalidCredentials();
        };
    }

    private static AtlasError invalidCredentials() {
        return AtlasError.of(400, "INVALID_AWS_CREDENTIALS", "Invalid AWS credentials.");
    }

    private static AtlasError noPermission() {
        return AtlasError.of(
                400,
                "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
                "The provided AWS credentials have no permission to encrypt and decrypt with the customer master key.");
    }
}
