package dev.cmkconsole.procedure.rescue;

import java.util.Locale;

/**
 * Why Atlas cannot use a project's key, in the order in which one cause hides the next. Without sign-in nothing in AWS
 * can be seen. A key that KMS deletes outranks every other cause, because only it has a date after which nothing can be
 * repaired. Then comes what happens in the order of Atlas' own attempt: the key itself, the record of the role, the
 * role, its trust, what denies, what allows, and the way over the network.
 */
public enum Cause {
    SIGN_IN(Who.YOU),
    /** Atlas refused to show the project's encryption settings. */
    CONFIGURATION_UNREAD(Who.PROJECT_OWNER),
    /** Atlas was busy, failed or could not be reached, which says nothing about anybody's role. */
    CONFIGURATION_UNANSWERED(Who.YOU),
    KEY_PENDING_DELETION(Who.KEY_ADMINISTRATOR),
    KEY_REPLICAS_PENDING_DELETION(Who.KEY_ADMINISTRATOR),
    /** A replica that nodes of another region need. The configured key itself still works. */
    REPLICA_PENDING_DELETION(Who.KEY_ADMINISTRATOR),
    KEY_DELETED(Who.NOBODY),
    REPLICA_MISSING(Who.KEY_ADMINISTRATOR),
    KEY_REGION(Who.PROJECT_OWNER),
    KEY_KIND(Who.NOBODY),
    MATERIAL_EXPIRED(Who.MATERIAL_KEEPER),
    KEY_STORE(Who.KEY_STORE_ADMINISTRATOR),
    KEY_DISABLED(Who.KEY_ADMINISTRATOR),
    KEY_REFUSES(Who.KEY_ADMINISTRATOR),
    REPLICA_UNUSABLE(Who.KEY_ADMINISTRATOR),
    REPLICA_ABSENT(Who.KEY_ADMINISTRATOR),
    ACCESS_KEY_GONE(Who.PROJECT_OWNER),
    ACCESS_KEY_INACTIVE(Who.IAM_ADMINISTRATOR),
    RECORD_GONE(Who.PROJECT_OWNER),
    RECORD_UNAUTHORIZED(Who.PROJECT_OWNER),
    ROLE_GONE(Who.IAM_ADMINISTRATOR),
    ROLE_ELSEWHERE(Who.IAM_ADMINISTRATOR),
    TRUST_DENIES(Who.IAM_ADMINISTRATOR),
    TRUST_EXTERNAL_ID(Who.IAM_ADMINISTRATOR),
    TRUST_PRINCIPAL(Who.IAM_ADMINISTRATOR),
    ROLE_POLICY_DENIES(Who.IAM_ADMINISTRATOR),
    KEY_POLICY_DENIES(Who.KEY_ADMINISTRATOR),
    BOUNDARY_DENIES(Who.IAM_ADMINISTRATOR),
    ORGANIZATION_DENIES(Who.ORGANIZATION_ADMINISTRATOR),
    ROLE_POLICY_LACKS(Who.IAM_ADMINISTRATOR),
    KEY_POLICY_LACKS(Who.KEY_ADMINISTRATOR),
    BOUNDARY_LACKS(Who.IAM_ADMINISTRATOR),
    REPLICA_REFUSED(Who.KEY_ADMINISTRATOR),
    ADDRESS_CONDITION(Who.KEY_ADMINISTRATOR),
    REGION_OUT(Who.AWS),
    ENDPOINT_NOT_ACTIVE(Who.PROJECT_OWNER),
    /** A region with encrypted nodes has no endpoint, while Atlas still reaches the key. */
    REGION_WITHOUT_ENDPOINT(Who.PROJECT_OWNER),
    NETWORK(Who.NETWORK_ADMINISTRATOR),
    ORGANIZATION_SUSPECTED(Who.ORGANIZATION_ADMINISTRATOR),
    ADDRESS_CONDITION_SUSPECTED(Who.KEY_ADMINISTRATOR),
    CREDENTIALS_REFUSED(Who.IAM_ADMINISTRATOR),
    NOT_READ(Who.YOU),
    WAITING_FOR_ATLAS(Who.ATLAS);

    /** Who can act where this program cannot. */
    public enum Who {
        YOU,
        PROJECT_OWNER,
        KEY_ADMINISTRATOR,
        IAM_ADMINISTRATOR,
        ORGANIZATION_ADMINISTRATOR,
        MATERIAL_KEEPER,
        KEY_STORE_ADMINISTRATOR,
        NETWORK_ADMINISTRATOR,
        AWS,
        ATLAS,
        NOBODY
    }

    private final Who who;

    Cause(Who who) {
        this.who = who;
    }

    public Who who() {
        return who;
    }

    /** Whether the project's encryption settings were not read, so that nothing is known of its key. */
    public boolean unread() {
        return this == CONFIGURATION_UNREAD || this == CONFIGURATION_UNANSWERED;
    }

    /** Whether it is not certain: everything that can be read is right and Atlas says no, or too little can be read. */
    public boolean suspected() {
        return switch (this) {
            case ORGANIZATION_SUSPECTED, ADDRESS_CONDITION_SUSPECTED, CREDENTIALS_REFUSED, NOT_READ -> true;
            default -> unread();
        };
    }

    /** Whether only the nodes of single regions are concerned. */
    public boolean ofRegion() {
        return switch (this) {
            case REPLICA_PENDING_DELETION, REPLICA_UNUSABLE, REPLICA_ABSENT, REPLICA_REFUSED, REGION_WITHOUT_ENDPOINT ->
                true;
            default -> false;
        };
    }

    /** The name in JSON, such as {@code key-disabled}; it never changes. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
