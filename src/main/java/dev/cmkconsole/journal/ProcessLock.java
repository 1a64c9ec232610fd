package dev.cmkconsole.journal;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A lock file that one process holds, and one object in it. The operating system frees the lock when the process ends,
 * however it ends.
 *
 * <p>POSIX drops a process' lock on a file when the process closes <em>any</em> descriptor of it. So nothing in this
 * program may open the lock file but this class. The owner file reveals a second holder in the same process before the
 * lock file is opened.
 */
public final class ProcessLock implements AutoCloseable {
    private static final Pattern HOLDER =
            Pattern.compile("process (\\d{1,18}), started (\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z)");

    private final FileChannel channel;
    private final FileLock lock;
    private final Path owner;

    private ProcessLock(FileChannel channel, FileLock lock, Path owner) {
        this.channel = channel;
        this.lock = lock;
        this.owner = owner;
    }

    /**
     * @param file lock file, created when missing; {@code <file>.owner} beside it names the holder
     * @return empty when another process, or another object in this one, holds it
     * @throws IOException when the files cannot be written
     */
    public static Optional<ProcessLock> tryLock(Path file) throws IOException {
        var owner = file.resolveSibling(file.getFileName() + ".owner");
        var self = self();
        synchronized (ProcessLock.class) {
            if (holder(file).filter(self::equals).isPresent()) {
                return Optional.empty();
            }
            var channel = OwnerOnly.open(file);
            try {
                var lock = channel.tryLock();
                if (lock == null) {
                    channel.close();
                    return Optional.empty();
                }
                OwnerOnly.write(owner, self.getBytes(StandardCharsets.UTF_8));
                return Optional.of(new ProcessLock(channel, lock, owner));
            } catch (OverlappingFileLockException e) {
                channel.close();
                return Optional.empty();
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Who holds the lock, or held it last, as process id and start time. */
    public static Optional<String> holder(Path file) {
        try {
            return Optional.of(Files.readString(file.resolveSibling(file.getFileName() + ".owner")))
                    .filter(text -> !text.isBlank());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Since when the process runs that holds the lock now; empty if the last holder has ended. Takes no lock. */
    static Optional<Instant> liveHolderSince(Path file) {
        return holder(file).map(HOLDER::matcher).filter(Matcher::matches).flatMap(form -> {
            var started = Instant.parse(form.group(2));
            return ProcessHandle.of(Long.parseLong(form.group(1)))
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(started::equals)
                            .isPresent())
                    .map(_ -> started);
        });
    }

    private static String self() {
        var process = ProcessHandle.current();
        return "process " + process.pid()
                + process.info().startInstant().map(at -> ", started " + at).orElse("");
    }

    @Override
    public void close() throws IOException {
        synchronized (ProcessLock.class) {
            try (channel) {
                if (lock.isValid()) {
                    Files.deleteIfExists(owner);
                    lock.release();
                }
            }
        }
    }
}
