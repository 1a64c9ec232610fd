package dev.cmkconsole.sandbox.atlas;

/** One role of a credential, on a project or on an organisation; the other id is null. */
record RoleGrant(String roleName, String orgId, String groupId) {

    static RoleGrant onProject(String role, String groupId) {
        return new RoleGrant(role, null, groupId);
    }

    static RoleGrant onOrganization(String role, String orgId) {
        return new RoleGrant(role, orgId, null);
    }
}
