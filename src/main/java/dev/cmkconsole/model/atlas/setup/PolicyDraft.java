package dev.cmkconsole.model.atlas.setup;

import java.util.List;

/**
 * A resource policy that is not stored yet.
 *
 * @param bodies its statements, in the Cedar language
 */
public record PolicyDraft(String name, List<String> bodies) {
    public PolicyDraft {
        bodies = List.copyOf(bodies);
    }
}
