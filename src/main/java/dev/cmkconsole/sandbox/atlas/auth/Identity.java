package dev.cmkconsole.sandbox.atlas.auth;

import dev.cmkconsole.policy.document.IpRange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An API key or a service account, with its secret.
 *
 * @param publicKey API key: eight lower-case letters; service account: its client id
 * @param secret private key or client secret
 * @param accessList addresses and CIDR blocks that calls may come from; empty means any
 */
public record Identity(
        IdentityKind kind,
        String id,
        String orgId,
        String name,
        String publicKey,
        String secret,
        List<RoleGrant> roles,
        List<String> accessList,
        Instant created,
        Instant expires) {

    public enum IdentityKind {
        API_KEY,
        SERVICE_ACCOUNT
    }

    boolean holdsOn(String groupId, Set<String> anyOf) {
        return roles.stream().anyMatch(r -> groupId.equals(r.groupId()) && anyOf.contains(r.roleName()));
    }

    public boolean holdsAnyOn(String groupId) {
        return roles.stream().anyMatch(r -> groupId.equals(r.groupId()));
    }

    public boolean holdsIn(String orgId, Set<String> anyOf) {
        return roles.stream().anyMatch(r -> orgId.equals(r.orgId()) && anyOf.contains(r.roleName()));
    }

    public Optional<String> refusedAddress(String remote) {
        return accessList.isEmpty() || accessList.stream().anyMatch(entry -> allows(entry, remote))
                ? Optional.empty()
                : Optional.of(remote);
    }

    private static boolean allows(String entry, String remote) {
        var from = IpRange.address(remote);
        return IpRange.parse(entry)
                .filter(range -> from.filter(range::contains).isPresent())
                .isPresent();
    }

    public Identity withRoles(List<RoleGrant> changed) {
        return new Identity(kind, id, orgId, name, publicKey, secret, changed, accessList, created, expires);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return kind + " " + publicKey;
    }
}
