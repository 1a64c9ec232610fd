package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.atlas.setup.PolicyDraft;
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
 * @param besides what the choices of a plan name besides
 */
public record ReadScope(
        Optional<String> roleName,
        Optional<KeyReference> key,
        Optional<AwsRegion> keyRegion,
        Optional<NewKey> newKey,
        Set<More> more,
        Set<AwsRegion> regions,
        Besides besides) {
    /**
     * KEY_GUARD: {@link KeyGuard}. KEY_RULES: {@link KeyRules}. REMINDER: Atlas' reminder to rotate the key. ROTATIONS: the rotations of its material so far. REPLICAS: a
     * multi-Region key in other regions, and the role's documents. CHOSEN_REPLICAS: the same of the key that a choice
     * names, where private networking is required. The others are the parts of {@link ProjectSetup};
     * RULES are the policies of the
     * organization and of backups, POLICIES those of the organization alone. ROLE_USE is what the
     * project's role records stand on, and who else does.
     */
    public enum More {
        REMINDER,
        ROTATIONS,
        REPLICAS,
        CHOSEN_REPLICAS,
        KMS_ENDPOINTS,
        SEARCH_NODES,
        RULES,
        POLICIES,
        KEY_RULES,
        KEY_GUARD,
        ALERTS,
        ROLE_USE
    }

    /**
     * @param roles names of IAM roles to ask for; only with KEY_GUARD and ROLE_USE
     * @param draft a policy that Atlas is asked to validate; only with KEY_RULES
     * @param wholeOrganization whether the clusters of every project that the caller sees are asked for; only with
     *     KEY_RULES
     */
    public record Besides(Set<String> roles, Optional<PolicyDraft> draft, boolean wholeOrganization) {
        static final Besides NOTHING = new Besides(Set.of(), Optional.empty(), false);

        public Besides {
            roles = Set.copyOf(roles);
        }
    }

    public static final ReadScope CONFIGURED = new ReadScope(Optional.empty(), Optional.empty(), Optional.empty());
    /**
     * What a project's overview shows. The endpoints cost a request only where private networking is required, and
     * what does not comply only where the organization has policies.
     */
    public static final ReadScope OVERVIEW = CONFIGURED.with(More.KMS_ENDPOINTS, More.POLICIES);

    public ReadScope {
        more = Set.copyOf(more);
        regions = Set.copyOf(regions);
    }

    public ReadScope(
            Optional<String> roleName,
            Optional<KeyReference> key,
            Optional<AwsRegion> keyRegion,
            Optional<NewKey> newKey,
            Set<More> more) {
        this(roleName, key, keyRegion, newKey, more, Set.of(), Besides.NOTHING);
    }

    public ReadScope(Optional<String> roleName, Optional<KeyReference> key, Optional<AwsRegion> keyRegion) {
        this(roleName, key, keyRegion, Optional.empty(), Set.of());
    }

    public static ReadScope onNewKey(NewKey key) {
        return new ReadScope(Optional.empty(), Optional.empty(), Optional.of(key.region()), Optional.of(key), Set.of());
    }

    public ReadScope with(More... also) {
        return new ReadScope(roleName, key, keyRegion, newKey, Set.of(also), regions, besides);
    }

    public ReadScope in(Set<AwsRegion> others) {
        return new ReadScope(roleName, key, keyRegion, newKey, more, others, besides);
    }

    /** The same scope, which asks for these roles too. */
    public ReadScope withRoles(Set<String> names) {
        return new ReadScope(
                roleName,
                key,
                keyRegion,
                newKey,
                more,
                regions,
                new Besides(names, besides.draft(), besides.wholeOrganization()));
    }

    /** The same scope, which asks what this policy would mean. */
    public ReadScope withPolicy(Optional<PolicyDraft> draft, boolean wholeOrganization) {
        return new ReadScope(
                roleName,
                key,
                keyRegion,
                newKey,
                more,
                regions,
                new Besides(besides.roles(), draft, wholeOrganization));
    }

    /** Whether a choice names a key. */
    public boolean namesKey() {
        return key.isPresent() || newKey.isPresent();
    }
}
