package dev.cmkconsole.sandbox.atlas.auth;
/** One role of a credential on a project or on an organization. The other id is null. */
public record RoleGrant(String roleName, String orgId, String groupId) {

    public static RoleGrant onProject(String role, String groupId) {
        return new RoleGrant(role, null, groupId);
    }

    public static RoleGrant onOrganization(String role, String orgId) {
        return new RoleGrant(role, orgId, null);
    }
}
