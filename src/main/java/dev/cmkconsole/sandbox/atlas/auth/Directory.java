package dev.cmkconsole.sandbox.atlas.auth;

import dev.cmkconsole.sandbox.atlas.http.Ids;
import dev.cmkconsole.sandbox.atlas.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Organizations and all credentials. It guards itself and is written to disk as one document. */
public final class Directory {
    private final List<Organization> organizations = new ArrayList<>();
    private final List<Identity> identities = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<ResourcePolicy> resourcePolicies = new ArrayList<>();
    private final Set<String> revokedTokens = new LinkedHashSet<>();
    private String tokenKey = Ids.secret(32);

    public record Organization(String id, String name) {}

    /** A user of the Atlas UI, who cannot call this API. */
    public record Person(
            String id,
            String username,
            String firstName,
            String lastName,
            String orgId,
            List<RoleGrant> roles,
            java.time.Instant created) {}

    public synchronized void add(Organization organization) {
        organizations.add(organization);
    }

    public synchronized void add(Identity identity) {
        identities.add(identity);
    }

    public synchronized void add(Person person) {
        people.add(person);
    }

    public synchronized List<Organization> organizations() {
        return List.copyOf(organizations);
    }

    public synchronized Optional<Organization> organization(String id) {
        return organizations.stream().filter(o -> o.id().equals(id)).findFirst();
    }

    public synchronized List<Identity> identities() {
        return List.copyOf(identities);
    }

    public synchronized List<Person> people() {
        return List.copyOf(people);
    }

    public synchronized List<ResourcePolicy> resourcePolicies(String orgId) {
        return resourcePolicies.stream().filter(p -> p.orgId().equals(orgId)).toList();
    }

    /** Adds a policy, or replaces the one with its id. */
    public synchronized void put(ResourcePolicy policy) {
        var known = resourcePolicies.stream().anyMatch(p -> p.id().equals(policy.id()));
        if (known) {
            resourcePolicies.replaceAll(p -> p.id().equals(policy.id()) ? policy : p);
        } else {
            resourcePolicies.add(policy);
        }
    }

    public synchronized void removePolicy(String id) {
        resourcePolicies.removeIf(p -> p.id().equals(id));
    }

    public synchronized Optional<Identity> byPublicKey(String key) {
        for (var one : identities) {
            if (one.publicKey().equals(key)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    public synchronized void change(String publicKey, UnaryOperator<Identity> change) {
        identities.replaceAll(i -> i.publicKey().equals(publicKey) ? change.apply(i) : i);
    }

    public synchronized void remove(String publicKey) {
        identities.removeIf(i -> i.publicKey().equals(publicKey));
    }

    public synchronized void changePerson(String id, UnaryOperator<Person> change) {
        people.replaceAll(p -> p.id().equals(id) ? change.apply(p) : p);
    }

    synchronized void revoke(String tokenId) {
        revokedTokens.add(tokenId);
    }

    synchronized boolean revoked(String tokenId) {
        return revokedTokens.contains(tokenId);
    }

    String tokenKey() {
        return tokenKey;
    }

    public synchronized byte[] bytes() {
        return Json.bytes(this);
    }
}
