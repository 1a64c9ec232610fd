package dev.cmkconsole.connection;

import dev.cmkconsole.model.outcome.Text;

/** Something about the data folder that the user should know once: a line cut off the journal, a cache built anew. */
public record Notice(Weight weight, Text text) {
    public enum Weight {
        INFO,
        CAUTION,
        DANGER
    }
}
