package dev.cmkconsole.app.data;

import dev.cmkconsole.journal.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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

    /**
     * Makes this process the folder's only user, until the lock is closed or the process ends.
     *
     * @return empty when another process, or another place in this one, has it
     */
    public Optional<ProcessLock> tryLock() throws IOException {
        return ProcessLock.tryLock(path.resolve("folder.lock"));
    }
}
