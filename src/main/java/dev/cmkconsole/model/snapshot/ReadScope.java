package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.NewKey;
import java.util.Optional;
import java.util.Set;

/**
 * The AWS objects to read with a project. If a member is empty, the object that Atlas is configured with is read.
 *
 * @param roleName name of an IAM role, existing or not
 * @param newKey a key that this program creates or has created, in place of {@code key}
 * @param more what only some procedures need
 * @param regions where a project's multi-Region key is looked for beside the regions of its clusters; only with REPLICAS
 * @param otherRoles names of IAM roles whose existence is asked for, besides {@code roleName}; only with KEY_GUARD
 */
public record ReadScope(
        Optional<String> roleName,
        Optional<KeyReference> key,
        Optional<AwsRegion> keyRegion,
        Optional<NewKey> newKey,
        Set<More> more,
        Set<AwsRegion> regions,
        Set<String> otherRoles) {
    /**
     * KEY_GUARD: {@link KeyGuard}. REMINDER: Atlas' reminder to rotate the key. ROTATIONS: the rotations of its material so far. REPLICAS: a
     * multi-Region key in other regions, and the role's documents. The others are the parts of {@link ProjectSetup};
     * RULES are the policies of the
     * organization and of backups, POLICIES those of the organization alone. ROLE_USE is what the
     * project's role records stand on, and who else does.
     */
    public enum More {
        REMINDER,
        ROTATIONS,
        REPLICAS,
        KMS_ENDPOINTS,
        SEARCH_NODES,
        RULES,
        POLICIES,
        KEY_GUARD,
        ALERTS,
        ROLE_USE
    }

    public static final ReadScope CONFIGURED = new ReadScope(Optional.empty(), Optional.empty(), Optional.empty());

    public ReadScope {
        more = Set.copyOf(more);
        regions = Set.copyOf(regions);
        otherRoles = Set.copyOf(otherRoles);
    }

    public ReadScope(
            Optional<String> roleName,
            Optional<KeyReference> key,
            Optional<AwsRegion> keyRegion,
            Optional<NewKey> newKey,
            Set<More> more) {
        this(roleName, key, keyRegion, newKey, more, Set.of(), Set.of());
    }

    public ReadScope(Optional<String> roleName, Optional<KeyReference> key, Optional<AwsRegion> keyRegion) {
        this(roleName, key, keyRegion, Optional.empty(), Set.of());
    }

    public static ReadScope onNewKey(NewKey key) {
        return new ReadScope(Optional.empty(), Optional.empty(), Optional.of(key.region()), Optional.of(key), Set.of());
    }

    public ReadScope with(More... also) {
        return new ReadScope(roleName, key, keyRegion, newKey, Set.of(also), regions, otherRoles);
    }

    public ReadScope in(Set<AwsRegion> others) {
        return new ReadScope(roleName, key, keyRegion, newKey, more, others, otherRoles);
    }

    /** The same scope, which asks for these roles too. */
    public ReadScope withRoles(Set<String> names) {
        return new ReadScope(roleName, key, keyRegion, newKey, more, regions, names);
    }

    /** Whether a choice names a key. */
    public boolean namesKey() {
        return key.isPresent() || newKey.isPresent();
    }
}
