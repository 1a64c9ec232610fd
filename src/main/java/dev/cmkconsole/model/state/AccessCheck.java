package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.outcome.CheckId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the latest check of a project's configured role and key found.
 *
 * @param roleId Atlas' id of the role that was checked
 * @param key as Atlas held it then
 * @param failing the checks that fail
 * @param warnings the checks that warn
 * @param open how many checks have no answer
 */
public record AccessCheck(
        Instant at, Optional<String> roleId, String key, List<CheckId> failing, List<CheckId> warnings, int open) {

    /** A newer reading says itself what Atlas reports and in which state the key is. */
    private static final Set<CheckId> READ_EVERY_TIME =
            Set.of(CheckId.ATLAS_USED_KEY, CheckId.KEY_STATE, CheckId.KEY_ANSWERS);

    public AccessCheck {
        failing = List.copyOf(failing);
        warnings = List.copyOf(warnings);
    }

    /** A check that warned of nothing. */
    public AccessCheck(Instant at, Optional<String> roleId, String key, List<CheckId> failing, int open) {
        this(at, roleId, key, failing, List.of(), open);
    }

    /** The same check without the questions about single regions. */
    public AccessCheck withoutRegions() {
        return new AccessCheck(
                at,
                roleId,
                key,
                failing.stream().filter(id -> !id.ofRegions()).toList(),
                warnings.stream().filter(id -> !id.ofRegions()).toList(),
                open);
    }

    /** Whether it is about this configuration. A check of another role or key says nothing about it. */
    public boolean isAbout(AwsKms kms) {
        return kms.enabled()
                && kms.roleId().equals(roleId)
                && kms.customerMasterKeyId().equals(Optional.of(key));
    }

    /** The failing checks that keep Atlas from the key and that no plain reading of the project repeats. */
    public List<CheckId> refusals() {
        return lasting().stream().filter(CheckId::decidesAccess).toList();
    }

    /** The failing checks that no plain reading of the project repeats. */
    List<CheckId> lasting() {
        return failing.stream().filter(id -> !READ_EVERY_TIME.contains(id)).toList();
    }

    /** Whether only Atlas' own report was against the key. */
    boolean onlyAtlasRefuses() {
        return failing.equals(List.of(CheckId.ATLAS_USED_KEY));
    }
}
