package dev.cmkconsole.store;

import dev.cmkconsole.io.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The file beside the cache that says whether the cache was closed, and that keeps a second process out.
 *
 * <p>H2 can wait without end for a transaction of a process that was killed. So a cache is opened only if its last user
 * closed it.
 */
final class CacheMark implements AutoCloseable {
    private static final String CLOSED = "closed\n";

    private final FileChannel channel;

    private CacheMark(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the mark of a cache, until {@link #close} or the end of the process.
     *
     * @return empty when another user of the cache has it
     */
    static Optional<CacheMark> take(Path cache) throws IOException {
        var file = cache.resolveSibling(cache.getFileName() + ".mark");
        var channel = OwnerOnly.open(file, StandardOpenOption.READ);
        try {
            if (channel.tryLock() != null) {
                return Optional.of(new CacheMark(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Another object of this process has it.
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /** Whether the last user of the cache closed it. */
    boolean closed() throws IOException {
        var content = ByteBuffer.allocate(CLOSED.length() + 1);
        channel.read(content, 0);
        return new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).equals(CLOSED);
    }

    /** Call before the cache is opened. */
    void opening() throws IOException {
        channel.truncate(0);
        channel.force(true);
    }

    /** Call after the cache was closed without a fault. */
    void closing() throws IOException {
        channel.write(ByteBuffer.wrap(CLOSED.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
