package dev.cmkconsole.sandbox.atlas.auth;

import dev.cmkconsole.sandbox.atlas.http.Switches;
import java.util.Set;

/**
 * The callers that an operation admits, from {@code x-rolesRequirements} in the API contract. GROUP_OWNER includes
 * every role on its project.
 */
public enum Access {
    ANYONE,
    SIGNED_IN,
    ORG_MEMBER("ORG_OWNER", "ORG_MEMBER", "ORG_READ_ONLY", "ORG_GROUP_CREATOR", "ORG_BILLING_ADMIN"),
    ORG_OWNER("ORG_OWNER"),
    PROJECT_READ,
    PROJECT_OWNER("GROUP_OWNER"),
    CLUSTER_CREATE("GROUP_OWNER", "GROUP_CLUSTER_MANAGER", "GROUP_CLUSTER_CREATOR"),
    CLUSTER_WRITE("GROUP_OWNER", "GROUP_CLUSTER_MANAGER"),
    BACKUP_CREATE("GROUP_OWNER", "GROUP_BACKUP_MANAGER", "GROUP_BACKUP_CREATOR"),
    BACKUP_WRITE("GROUP_OWNER", "GROUP_BACKUP_MANAGER"),
    ALERTS_WRITE("GROUP_OWNER", "GROUP_ALERTS_MANAGER"),
    NETWORK_WRITE("GROUP_OWNER", "GROUP_NETWORK_ACCESS_MANAGER"),
    ACCESS_WRITE("GROUP_OWNER", "GROUP_ACCESS_MANAGER"),
    /** Who assigns an organization's keys to a project: its owner may, without a role on the project. */
    KEY_ASSIGN("GROUP_OWNER", "GROUP_ACCESS_MANAGER", "ORG_OWNER");

    private static final Set<String> ORG_WIDE_READ = Set.of("ORG_OWNER", "ORG_READ_ONLY");

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    public final Set<String> roles;

    Access(String... roles) {
        this.roles = Set.of(roles);
    }

    public boolean allowsOnProject(Identity who, String orgId, String groupId, Switches switches) {
        if (switches.organizationOwnerActsAsProjectOwner && who.holdsIn(orgId, ORG_OWNER.roles)) {
            return true;
        }
        if (this == KEY_ASSIGN && who.holdsIn(orgId, roles)) {
            return true;
        }
        return this == PROJECT_READ || this == SIGNED_IN ? sees(who, orgId, groupId) : who.holdsOn(groupId, roles);
    }

    public static boolean sees(Identity who, String orgId, String groupId) {
        return who.holdsAnyOn(groupId) || who.holdsIn(orgId, ORG_WIDE_READ);
    }
}
