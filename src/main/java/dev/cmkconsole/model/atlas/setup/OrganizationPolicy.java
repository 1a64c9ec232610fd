package dev.cmkconsole.model.atlas.setup;

import java.util.List;

/**
 * A resource policy of an Atlas organization.
 *
 * @param bodies its statements, in the Cedar language
 */
public record OrganizationPolicy(String id, String name, List<String> bodies) {
    public OrganizationPolicy {
        bodies = List.copyOf(bodies);
    }
}
