package dev.cmkconsole.sandbox.aws;

import java.util.Optional;

/**
 * What Atlas' own principal can do in the simulated AWS. Every call is really authorised there: trust policy,
 * identity policies, key policy, key state and the delay of IAM changes decide. An empty result means it worked.
 */
public interface AtlasAwsAccess {

    /** Account principal that trust policies must name, as the Atlas API reports it. */
    String atlasAccountArn();

    Optional<Refusal> assumeRole(String roleArn, String externalId);

    /** Assumes the role, then DescribeKey, Encrypt and Decrypt in the region. */
    Optional<Refusal> useKeyWithRole(String roleArn, String externalId, String keyIdOrArn, String awsRegion);

    /** The legacy way: an IAM user's access key. */
    Optional<Refusal> useKeyWithCredentials(
            String accessKeyId, String secretAccessKey, String keyIdOrArn, String awsRegion);

    /** Error code and text as AWS gave them; {@code operation} in the form {@code kms:Encrypt}. */
    record Refusal(String operation, String code, String message) {}
}
