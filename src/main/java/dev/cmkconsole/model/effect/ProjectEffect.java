package dev.cmkconsole.model.effect;

import dev.cmkconsole.model.atlas.Project;
import java.util.List;
import java.util.Optional;

/**
 * What an act does to one project that stands on the role, the key or the access key.
 *
 * @param clusters the clusters that are encrypted with the project's key; empty where they could not be read
 * @param change what becomes of the project's access to its key
 * @param lost keys of older backups that Atlas can no longer use afterwards
 * @param unclear keys of older backups for which that is not known
 */
public record ProjectEffect(
        Project project, Optional<List<String>> clusters, Change change, List<String> lost, List<String> unclear) {

    /** What becomes of something that stands on the changed object. */
    public enum Change {
        /** It does not depend on what is taken away, or works without it. */
        KEEPS,
        STOPS,
        /** It does not work now, and the act changes nothing about that. */
        STOPPED_BEFORE,
        /**
         * The change is to its multi-Region key in a region that it is not configured with. Backups that name the key may
         * have been made there; they count as lost.
         */
        ELSEWHERE,
        NOT_KNOWN
    }

    public ProjectEffect {
        clusters = clusters.map(List::copyOf);
        lost = List.copyOf(lost);
        unclear = List.copyOf(unclear);
    }

    /** Whether data of the project becomes unreadable, or the data in backups may. */
    public boolean loses() {
        return change == Change.STOPS || !lost.isEmpty();
    }

    public boolean notKnown() {
        return change == Change.NOT_KNOWN || !unclear.isEmpty();
    }
}
