package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.CheckId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the latest check of a project's configured role and key found.
 *
 * @param roleId Atlas' id of the role that was checked
 * @param key as Atlas held it then
 * @param failing the checks that fail
 * @param open how many checks have no answer
 */
public record AccessCheck(Instant at, Optional<String> roleId, String key, List<CheckId> failing, int open) {

    public AccessCheck {
        failing = List.copyOf(failing);
    }

    /** Whether it is about this configuration. A check of another role or key says nothing about it. */
    public boolean isAbout(AwsKms kms) {
        return kms.enabled()
                && kms.roleId().equals(roleId)
                && kms.customerMasterKeyId().equals(Optional.of(key));
    }

    /** The failing checks that keep Atlas from the key. */
    public List<CheckId> refusals() {
        return failing.stream().filter(CheckId::decidesAccess).toList();
    }
}
