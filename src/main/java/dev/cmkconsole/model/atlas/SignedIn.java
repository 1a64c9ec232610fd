package dev.cmkconsole.model.atlas;

import java.util.Optional;
import java.util.Set;

/**
 * Who Atlas says we are.
 *
 * @param name public key or client id; not a secret
 * @param ownedProjects ids of projects where the caller is Project Owner; empty optional where Atlas does not
 *     tell it in one call (service accounts)
 * @param organizationRoles role names over organisations, such as ORG_OWNER
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
