package dev.cmkconsole.app.data;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one connection: practice mode, or one Atlas address. */
public record ConnectionFolder(Path path) {

    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    public Path cache() {
        return path.resolve("cache.mv.db");
    }

    /** What the latest check of each project found. Every process may read and replace it. */
    public Path checks() {
        return path.resolve("checks");
    }

    /** Returns the files of the history. Whatever stands in the place of the cache is replaced. */
    List<Path> files() {
        return Stream.of("journal.jsonl", "journal.head", "journal.lock", "journal.lock.owner")
                .map(path::resolve)
                .toList();
    }

    /** Returns the folder for the state of the simulated services; only practice mode uses it. */
    public Path sandbox() {
        return path.resolve("sandbox");
    }
}
