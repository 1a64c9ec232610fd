package dev.cmkconsole.journal;

import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.WholeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * The writing end of the journal file. After a failed write it cuts the file back to the last complete line, at once or
 * before the next write. An interrupt of the calling thread closes a {@link FileChannel}; the write is then repeated,
 * and the interrupt kept for the caller.
 */
final class JournalFile implements AutoCloseable {

    /** Opens the channel to write through. Tests let disks fill up here. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path file) throws IOException;
    }

    static final Opener ON_DISK = OwnerOnly::open;

    private final Path path;
    private final Opener opener;
    private FileChannel channel;
    private Object identity;
    private long length;
    private boolean cutFirst;

    private JournalFile(Path path, Opener opener) {
        this.path = path;
        this.opener = opener;
    }

    /** Opens or creates the file, and makes the entry of a new one in its directory durable. */
    static JournalFile open(Path path, Opener opener) throws IOException {
        var file = new JournalFile(path, opener);
        boolean fresh = Files.notExists(path);
        file.channel = opener.open(path);
        try {
            if (fresh) {
                WholeFile.forceDirectory(path.getParent());
            }
            file.identity =
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey();
            file.length = file.channel.size();
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return file;
    }

    long length() {
        return length;
    }

    /** Cuts the file to a length and makes that durable. */
    void cut(long to) throws IOException {
        length = to;
        cutFirst = true;
        unbroken(this::cutBack);
    }

    /** Writes at the end, and returns when the bytes are on the disk. After an exception none of them count. */
    void append(byte[] bytes) throws IOException {
        stillOurs();
        try {
            unbroken(() -> {
                cutBack();
                cutFirst = true;
                var rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    channel.write(rest, length + rest.position());
                }
                channel.force(true);
            });
        } catch (IOException e) {
            try {
                unbroken(this::cutBack);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        cutFirst = false;
        length += bytes.length;
    }

    private void cutBack() throws IOException {
        if (cutFirst) {
            channel.truncate(length);
            channel.force(true);
            cutFirst = false;
        }
    }

    /** Entries in a file that was meanwhile replaced or deleted would be lost. */
    private void stillOurs() throws IOException {
        var now = Files.readAttributes(path, BasicFileAttributes.class);
        if (identity != null && !identity.equals(now.fileKey())) {
            throw new IOException(path + " is not the file that was opened: it was moved, deleted or replaced");
        }
        if (now.size() < length || now.size() > length && !cutFirst) {
            throw new IOException(path + " has " + now.size() + " bytes where this program left " + length
                    + ": another program changed it");
        }
    }

    /** Keeps the bytes of an incomplete last line in a file of their own. */
    static void keepTail(Path journal, long from, Path as) throws IOException {
        try (var in = Files.newInputStream(journal)) {
            in.skipNBytes(from);
            try (var out = Files.newByteChannel(
                            as, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OwnerOnly.file(as));
                    var stream = Channels.newOutputStream(out)) {
                in.transferTo(stream);
            } catch (IOException e) {
                Files.deleteIfExists(as);
                throw e;
            }
        }
    }

    @FunctionalInterface
    private interface DiskAction {
        void run() throws IOException;
    }

    private void unbroken(DiskAction action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    if (!channel.isOpen()) {
                        channel = opener.open(path);
                    }
                    action.run();
                    return;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
