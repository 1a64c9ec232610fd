package dev.cmkconsole.app.command;

import dev.cmkconsole.io.TextFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;

/** A text that a command writes to a file instead of standard output. */
final class SavedText {
    private SavedText() {}

    /**
     * Replaces an existing file only with the complete text.
     *
     * @throws ServiceException where the file cannot be written
     */
    static void put(String text, Path file, boolean executable, Clock clock) {
        try {
            TextFile.put(text, file, executable);
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local("plan.save", "EXPORT_FAILED", e.toString(), clock.instant()), e);
        }
    }
}
