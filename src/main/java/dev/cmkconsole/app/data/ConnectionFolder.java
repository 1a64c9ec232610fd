package dev.cmkconsole.app.data;

import java.nio.file.Path;

/** What is kept for one connection: practice, or one address of Atlas. */
public record ConnectionFolder(Path path) {

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path cache() {
        return path.resolve("cache.mv.db");
    }

    /** State of the simulated services; used by practice mode alone. */
    public Path sandbox() {
        return path.resolve("sandbox");
    }
}
