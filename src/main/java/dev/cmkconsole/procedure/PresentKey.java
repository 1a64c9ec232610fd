package dev.cmkconsole.procedure;

import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.CustomerKey;
import dev.cmkconsole.model.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.KeyArn;
import dev.cmkconsole.model.KeyReference;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.RoleArn;
import java.util.Optional;

/**
 * The key that a project uses, as Atlas holds it: an ARN, or an id, which says neither account nor partition.
 *
 * @param stored exactly what Atlas was once sent
 * @param arn empty while only the id is known
 */
record PresentKey(String stored, AwsRegion region, Optional<KeyArn> arn) {

    /**
     * Key ids are unique over accounts, so a key with the stored id, seen in the stored region, is that key.
     *
     * @param stated what the user says the key's ARN is; counts only where it is the stored key
     */
    static Optional<PresentKey> of(ProjectSnapshot now, Optional<KeyArn> stated) {
        var aws = now.encryption().value().map(e -> e.awsKms()).filter(AwsKms::enabled);
        return aws.flatMap(c -> c.customerMasterKeyId()
                .flatMap(stored -> c.region()
                        .map(region -> new PresentKey(
                                stored,
                                region,
                                c.keyArn()
                                        .or(() -> stated.filter(c::usesKey))
                                        .or(() -> now.aws()
                                                .key()
                                                .value()
                                                .map(CustomerKey::arn)
                                                .filter(c::usesKey))))));
    }

    /**
     * How to name the key in a request that must not change it: as Atlas holds it. Atlas looks an id up in the
     * account of whoever asks, which with a role of another account than the key's would be the wrong one; only then
     * it has to be the ARN.
     */
    String unchanged(Optional<RoleArn> role) {
        boolean elsewhere = arn.isPresent()
                && role.isPresent()
                && !role.get().account().equals(arn.get().account());
        return elsewhere ? arn.get().toString() : stored;
    }

    KeyReference reference(Optional<RoleArn> role) {
        return KeyArn.parse(unchanged(role))
                .<KeyReference>map(KeyReference.ByArn::new)
                .orElseGet(() -> new KeyReference.ById(stored));
    }

    boolean is(KeyArn other) {
        return arn.map(other::equals)
                .orElseGet(() -> other.keyId().equals(stored) && other.region().equals(region));
    }
}
