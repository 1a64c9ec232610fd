package dev.cmkconsole.app.data;

import java.nio.file.Path;

/** The folder of one connection: practice mode, or one Atlas address. */
public record ConnectionFolder(Path path) {

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path cache() {
        return path.resolve("cache.mv.db");
    }

    /** Returns the folder for the state of the simulated services; only practice mode uses it. */
    public Path sandbox() {
        return path.resolve("sandbox");
    }
}
