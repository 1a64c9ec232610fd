package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyArn;
import java.util.Optional;
import java.util.Set;

/**
 * A project's encryption-at-rest configuration.
 *
 * @param awsKms the AWS block; present even if it is not enabled
 * @param otherProviders other enabled providers ({@code AZURE}, {@code GCP}), which this program shows and never
 *     changes
 */
public record EncryptionAtRest(AwsKms awsKms, Set<EncryptionProvider> otherProviders, boolean enabledForSearchNodes) {

    public EncryptionAtRest {
        otherProviders = Set.copyOf(otherProviders);
    }

    public EncryptionAtRest withPrivateNetworking(boolean on) {
        return new EncryptionAtRest(awsKms.withPrivateNetworking(on), otherProviders, enabledForSearchNodes);
    }

    /**
     * @param customerMasterKeyId key id or ARN, exactly as Atlas received it
     * @param region the region that Atlas returned, normalized
     * @param valid whether Atlas can encrypt and decrypt with the key now
     */
    public record AwsKms(
            boolean enabled,
            Optional<String> roleId,
            Optional<String> customerMasterKeyId,
            Optional<AwsRegion> region,
            Optional<String> accessKeyId,
            boolean requirePrivateNetworking,
            boolean valid) {

        public static final AwsKms OFF =
                new AwsKms(false, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false, false);

        AwsKms withPrivateNetworking(boolean on) {
            return new AwsKms(enabled, roleId, customerMasterKeyId, region, accessKeyId, on, valid);
        }

        public boolean onCredentials() {
            return enabled && roleId.isEmpty() && accessKeyId.isPresent();
        }

        /** The key's ARN, if Atlas received one. */
        public Optional<KeyArn> keyArn() {
            return customerMasterKeyId.flatMap(KeyArn::parse);
        }

        /** Whether the stored key is this key, in whichever form Atlas received it. */
        public boolean usesKey(KeyArn key) {
            return enabled
                    && customerMasterKeyId
                            .filter(stored -> stored.equals(key.toString()) || stored.equals(key.keyId()))
                            .isPresent()
                    && region.filter(key.region()::equals).isPresent();
        }
    }
}
