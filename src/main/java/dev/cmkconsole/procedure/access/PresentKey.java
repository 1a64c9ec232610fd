package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.snapshot.CheckRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.util.Optional;

/**
 * The key that a project uses, as Atlas holds it: an ARN, or an id, which names neither account nor partition.
 *
 * @param stored exactly what Atlas was sent
 * @param arn empty while only the id is known
 */
public record PresentKey(String stored, AwsRegion region, Optional<KeyArn> arn) {

    /**
     * Finds the key's ARN. Key ids are unique over all accounts, so a key with the stored id in the stored region is
     * that key.
     *
     * @param stated the ARN that the user gives; it counts only when it is the stored key
     */
    public static Optional<PresentKey> of(ProjectSnapshot now, Optional<KeyArn> stated) {
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
                                                .filter(c::usesKey))
                                        .or(() -> ofTheRolesAccount(now, stored, region))))));
    }

    /** The checks of the project's own role and key; empty while Atlas does not tell its key. */
    public static Optional<CheckRequest> checkRequest(ProjectSnapshot now) {
        var record = now.configuredRole();
        var role = record.flatMap(AccessRole::iamRoleArn).flatMap(RoleArn::parse);
        return of(now, Optional.empty())
                .map(key -> new CheckRequest(record.map(AccessRole::roleId), role, key.reference(role), key.region()));
    }

    /** Atlas looks an id up in the account of the project's role. */
    private static Optional<KeyArn> ofTheRolesAccount(ProjectSnapshot now, String stored, AwsRegion region) {
        return now.configuredRole()
                .flatMap(r -> r.iamRoleArn().flatMap(RoleArn::parse))
                .map(role -> new KeyArn(role.partition(), region, role.account(), stored));
    }

    /**
     * The name of the key in a request that must not change the key: as Atlas holds it. Atlas looks an id up in the
     * account of the role, so a role of another account than the key's needs the ARN.
     */
    public String unchanged(Optional<RoleArn> role) {
        boolean elsewhere = arn.isPresent()
                && role.isPresent()
                && !role.get().account().equals(arn.get().account());
        return elsewhere ? arn.get().toString() : stored;
    }

    public KeyReference reference(Optional<RoleArn> role) {
        return KeyArn.parse(unchanged(role))
                .<KeyReference>map(KeyReference.ByArn::new)
                .orElseGet(() -> new KeyReference.ById(stored));
    }

    public boolean is(KeyArn other) {
        return arn.map(other::equals)
                .orElseGet(() -> other.keyId().equals(stored) && other.region().equals(region));
    }
}
