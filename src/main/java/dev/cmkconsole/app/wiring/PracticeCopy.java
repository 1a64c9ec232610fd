package dev.cmkconsole.app.wiring;

import dev.cmkconsole.app.data.DataDirectory;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import org.slf4j.LoggerFactory;

/** A temporary copy of the simulated services' saved state, readable by its owner only. Deleted when closed. */
record PracticeCopy(Path folder) implements AutoCloseable {

    /**
     * @throws ServiceException with code {@link DataDirectory#UNUSABLE} when the state cannot be copied
     */
    static PracticeCopy of(Path state, Clock clock) {
        try {
            var copy = new PracticeCopy(Files.createTempDirectory("cmk-practice"));
            try (var files = Files.list(state)) {
                for (var file : files.filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
                        .toList()) {
                    copy(file, copy.folder().resolve(file.getFileName()));
                }
            } catch (IOException | RuntimeException e) {
                copy.close();
                throw e;
            }
            return copy;
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "practice.read",
                            DataDirectory.UNUSABLE,
                            state + " cannot be copied: " + e,
                            clock.instant()),
                    e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try {
            Files.copy(from, to);
        } catch (NoSuchFileException e) {
            // The other program deleted the document meanwhile; a state without it is as good.
            LoggerFactory.getLogger(PracticeCopy.class).debug("{} is gone", from);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LoggerFactory.getLogger(PracticeCopy.class).warn("a copy was not deleted: {}", e.toString());
        }
    }
}
