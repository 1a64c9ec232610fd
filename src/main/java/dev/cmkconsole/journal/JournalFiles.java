package dev.cmkconsole.journal;

import java.nio.file.Files;
import java.nio.file.Path;

/** The files that belong to one journal, beside {@code journal.jsonl}: the head mark, the lock, and incomplete lines. */
record JournalFiles(Path journal) {

    JournalFiles {
        journal = journal.toAbsolutePath().normalize();
    }

    Path directory() {
        return journal.getParent();
    }

    Path head() {
        return beside("head");
    }

    Path lock() {
        return beside("lock");
    }

    /** An unused name for the bytes of an incomplete line. */
    Path freeTorn() {
        int n = 1;
        while (Files.exists(beside("torn-" + n))) {
            n++;
        }
        return beside("torn-" + n);
    }

    Path beside(String extension) {
        return directory().resolve(stem() + "." + extension);
    }

    String stem() {
        var name = journal.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
