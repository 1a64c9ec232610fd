package dev.cmkconsole.model.outcome;

import java.util.Arrays;
import java.util.Optional;

/** The name of a check. Reports, the journal, the command line and message keys hold its text, which never changes. */
public enum CheckId {
    WHO_AM_I("who-am-i"),
    PROJECT_OWNER("project-owner"),
    OPERATOR_MAY_WRITE("operator-may-write"),
    NO_LOCK_OUT("no-lock-out"),
    KEY_ANSWERS("key-answers"),
    ROLE_EXISTS("role-exists"),
    SAME_PARTITION("same-partition"),
    TRUST_POLICY("trust-policy"),
    CONFUSED_DEPUTY("confused-deputy"),
    IDENTITY_POLICIES("identity-policies"),
    PERMISSIONS_BOUNDARY("permissions-boundary"),
    SERVICE_CONTROL_POLICIES("service-control-policies"),
    KEY_POLICY("key-policy"),
    GRANTS("grants"),
    SOURCE_ADDRESSES("source-addresses"),
    HIDDEN_POLICIES("hidden-policies"),
    KEY_EXISTS("key-exists"),
    KEY_TYPE("key-type"),
    KEY_STATE("key-state"),
    IMPORTED_MATERIAL("imported-material"),
    KEY_NOT_ALIAS("key-not-alias"),
    FULL_KEY_ARN("full-key-arn"),
    ACCESS_KEY("access-key"),
    CLUSTER_TIER("cluster-tier"),
    BACKUP_KIND("backup-kind"),
    OLD_KEYS("old-keys"),
    ATLAS_ASSUMED_ROLE("atlas-assumed-role"),
    ATLAS_USED_KEY("atlas-used-key"),
    PRIVATE_ENDPOINTS("private-endpoints"),
    KEY_REPLICAS("key-replicas"),
    KEY_ALERTS("key-alerts"),
    OLD_ACCESS_KEY("old-access-key"),
    /** Asked only on request: a key that its owner's administrators may end works as well as any. */
    KEY_PROTECTION("key-protection"),
    ORGANIZATION_POLICIES("organization-policies");

    private final String text;

    CheckId(String text) {
        this.text = text;
    }

    /** Whether a failure of the check keeps Atlas from the key. Other checks are about care, not about access. */
    public boolean decidesAccess() {
        return switch (this) {
            case ROLE_EXISTS,
                    SAME_PARTITION,
                    TRUST_POLICY,
                    IDENTITY_POLICIES,
                    PERMISSIONS_BOUNDARY,
                    SERVICE_CONTROL_POLICIES,
                    KEY_POLICY,
                    GRANTS,
                    SOURCE_ADDRESSES,
                    KEY_ANSWERS,
                    KEY_EXISTS,
                    KEY_TYPE,
                    KEY_STATE,
                    IMPORTED_MATERIAL,
                    PRIVATE_ENDPOINTS,
                    KEY_REPLICAS,
                    ACCESS_KEY,
                    ATLAS_ASSUMED_ROLE,
                    ATLAS_USED_KEY -> true;
            case WHO_AM_I,
                    PROJECT_OWNER,
                    OPERATOR_MAY_WRITE,
                    NO_LOCK_OUT,
                    CONFUSED_DEPUTY,
                    HIDDEN_POLICIES,
                    KEY_NOT_ALIAS,
                    FULL_KEY_ARN,
                    CLUSTER_TIER,
                    BACKUP_KIND,
                    OLD_KEYS,
                    KEY_ALERTS,
                    OLD_ACCESS_KEY,
                    KEY_PROTECTION,
                    ORGANIZATION_POLICIES -> false;
        };
    }

    /** Empty for a text that names no check. */
    public static Optional<CheckId> parse(String text) {
        return Arrays.stream(values()).filter(id -> id.text.equals(text)).findFirst();
    }

    /** Whether it is about the nodes of single regions, which private networking makes a question of their own. */
    public boolean ofRegions() {
        return this == PRIVATE_ENDPOINTS || this == KEY_REPLICAS;
    }

    /** The text form, such as {@code trust-policy}. */
    @Override
    public String toString() {
        return text;
    }
}
