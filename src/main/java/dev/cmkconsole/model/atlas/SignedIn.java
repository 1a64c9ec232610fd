package dev.cmkconsole.model.atlas;

import java.util.Optional;
import java.util.Set;

/**
 * The caller as Atlas identifies it.
 *
 * @param name public key or client id; not a secret
 * @param ownedProjects ids of the projects whose Project Owner the caller is; an empty optional where one call does
 *     not say it (service accounts)
 * @param organizationRoles names of roles in organizations, such as ORG_OWNER
 */
public record SignedIn(
        CredentialKind kind, String name, Optional<Set<String>> ownedProjects, Set<String> organizationRoles) {

    public enum CredentialKind {
        API_KEY,
        SERVICE_ACCOUNT
    }

    public SignedIn {
        ownedProjects = ownedProjects.map(Set::copyOf);
        organizationRoles = Set.copyOf(organizationRoles);
    }
}
