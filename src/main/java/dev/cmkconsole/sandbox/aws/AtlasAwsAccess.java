package dev.cmkconsole.sandbox.aws;

import java.util.Optional;

/**
 * The actions of Atlas' own principal in the simulated AWS. AWS really authorizes every call: trust policy, identity
 * policies, key policy, key state and the delay of IAM changes decide. An empty result means success.
 */
public interface AtlasAwsAccess {

    /** The account principal that trust policies must name, as the Atlas API reports it. */
    String atlasAccountArn();

    Optional<Refusal> assumeRole(String roleArn, String externalId);

    /** Assumes the role, then calls DescribeKey, Encrypt and Decrypt in the Region. */
    Optional<Refusal> useKeyWithRole(String roleArn, String externalId, String keyIdOrArn, String awsRegion);

    /** Does the same with an IAM user's access key, the legacy credentials. */
    Optional<Refusal> useKeyWithCredentials(
            String accessKeyId, String secretAccessKey, String keyIdOrArn, String awsRegion);

    /**
     * The ARN of the key that a snapshot names, with which Atlas took the snapshot.
     *
     * @param named the id in UUID form, without the prefix of multi-Region keys
     */
    default Optional<String> keyOfSnapshot(String named, String awsRegion) {
        return Optional.empty();
    }

    /** Whether KMS answers in the Region at all. */
    default boolean answers(String awsRegion) {
        return true;
    }

    /** The error code and text from AWS. {@code operation} has the form {@code kms:Encrypt}. */
    record Refusal(String operation, String code, String message) {}
}
