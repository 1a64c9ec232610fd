package dev.cmkconsole.model.atlas;

import java.util.Optional;

/**
 * The edition of a dedicated cluster, which decides how it takes a key. {@code UNKNOWN} stands for a value that this
 * program does not know, and for a cluster between two editions.
 */
public enum DatabaseEdition {
    CORE,
    INFINITE,
    UNKNOWN;

    /**
     * @param asked Atlas' {@code databaseEdition}
     * @param effective Atlas' {@code effectiveDatabaseEdition}; its contract says that an absent one means CORE
     */
    public static DatabaseEdition of(Optional<String> asked, Optional<String> effective) {
        var now = of(effective.orElse(CORE.name()));
        return asked.map(DatabaseEdition::of).filter(wanted -> wanted != now).isPresent() ? UNKNOWN : now;
    }

    private static DatabaseEdition of(String text) {
        for (var edition : values()) {
            if (edition.name().equals(text)) {
                return edition;
            }
        }
        return UNKNOWN;
    }
}
