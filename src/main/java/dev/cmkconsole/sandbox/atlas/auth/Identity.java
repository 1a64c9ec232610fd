package dev.cmkconsole.sandbox.atlas.auth;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.cmkconsole.policy.document.IpRange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An API key or a service account, with its secret.
 *
 * @param accessList addresses and CIDR blocks that calls may come from; empty means any
 */
public record Identity(
        IdentityKind kind,
        String id,
        String orgId,
        @JsonUnwrapped Label label,
        @JsonUnwrapped Credential credential,
        List<RoleGrant> roles,
        List<String> accessList) {

    /** What people call it. On disk its members are members of the identity. A text that was never set is the name. */
    public record Label(String name, String description) {
        public Label {
            description = description == null ? name : description;
        }

        public static Label of(String name) {
            return new Label(name, name);
        }

        /** A part that is null stays. */
        public Label with(String newName, String newDescription) {
            return new Label(newName == null ? name : newName, newDescription == null ? description : newDescription);
        }
    }

    /**
     * The public and the secret part of a sign-in. On disk its members are members of the identity.
     *
     * @param publicKey API key: eight lower-case letters; service account: its client id
     * @param secret private key or client secret; the text form omits it
     * @param expires null for never
     * @param more further secrets of a service account, while one takes the place of another
     */
    public record Credential(String publicKey, String secret, Instant created, Instant expires, List<Extra> more) {
        public Credential {
            more = more == null ? List.of() : List.copyOf(more);
        }

        public Credential(String publicKey, String secret, Instant created, Instant expires) {
            this(publicKey, secret, created, expires, List.of());
        }

        public Credential withMore(List<Extra> changed) {
            return new Credential(publicKey, secret, created, expires, changed);
        }

        /** The first secret ends, whatever others there are. */
        public Credential withoutFirst() {
            return new Credential(publicKey, secret, created, Instant.EPOCH, more);
        }

        /** Every secret that was not taken back. */
        public List<Extra> secrets() {
            return Stream.concat(Stream.of(new Extra(secret, created, expires)), more.stream())
                    .filter(each -> !Instant.EPOCH.equals(each.expires()))
                    .toList();
        }

        @Override
        public String toString() {
            return publicKey;
        }
    }

    /** A further secret; the text form omits it. */
    public record Extra(String secret, Instant created, Instant expires) {
        boolean opens(byte[] sent, Instant now) {
            return (expires == null || expires.isAfter(now))
                    && MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), sent);
        }

        /** The end of the secret, which an answer may show. */
        public String end() {
            return secret.substring(Math.max(0, secret.length() - 4));
        }

        @Override
        public String toString() {
            return "a secret until " + expires;
        }
    }

    public enum IdentityKind {
        API_KEY,
        SERVICE_ACCOUNT
    }

    public String name() {
        return label.name();
    }

    public String publicKey() {
        return credential.publicKey();
    }

    public String secret() {
        return credential.secret();
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
        return new Identity(kind, id, orgId, label, credential, changed, accessList);
    }

    public Identity with(Credential changed) {
        return new Identity(kind, id, orgId, label, changed, roles, accessList);
    }

    public Identity labelled(Label changed) {
        return new Identity(kind, id, orgId, changed, credential, roles, accessList);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return kind + " " + publicKey();
    }
}
