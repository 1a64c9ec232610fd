package dev.cmkconsole.model.atlas.setup;

import java.util.List;

/**
 * A cluster or a project that Atlas itself calls not compliant.
 *
 * @param id its ID, because clusters of several projects can have the same name
 * @param policies names of the resource policies that it does not comply with
 */
public record NonCompliantResource(String id, String name, List<String> policies) {
    public NonCompliantResource {
        policies = List.copyOf(policies);
    }
}
