package dev.cmkconsole.connection;

import dev.cmkconsole.model.outcome.Text;

/** A finding about the data folder to show once, such as a line cut off the journal or a rebuilt cache. */
public record Notice(Weight weight, Text text) {
    public enum Weight {
        INFO,
        CAUTION,
        DANGER
    }
}
