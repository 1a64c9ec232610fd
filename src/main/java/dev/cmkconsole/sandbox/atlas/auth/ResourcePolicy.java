package dev.cmkconsole.sandbox.atlas.auth;

import java.time.Instant;
import java.util.List;

/** What an organization forbids in all its projects. */
public record ResourcePolicy(
        String id, String orgId, String name, String description, List<Body> policies, Stamp created, Stamp updated) {

    /** One policy in the Cedar language. */
    public record Body(String id, String text) {}

    /** Who wrote the policy, and when. */
    public record Stamp(Instant at, String userId, String userName) {}

    public ResourcePolicy changed(String newName, String newDescription, List<Body> newPolicies, Stamp by) {
        return new ResourcePolicy(
                id,
                orgId,
                newName == null ? name : newName,
                newDescription == null ? description : newDescription,
                newPolicies == null ? policies : newPolicies,
                created,
                by);
    }
}
