package dev.cmkconsole.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Replaces a file by a whole new one: a draft is written beside it and moved over it. Whatever happens on the way, the
 * name stands for the old file or for the new one. The new file is its owner's alone.
 */
public final class WholeFile {
    private static final String DRAFT = ".new";

    /** Writes what the file is to hold. */
    @FunctionalInterface
    public interface Content {
        void to(OutputStream out) throws IOException;
    }

    private WholeFile() {}

    /** Returns when the system has the new file. A power failure may still lose it. */
    public static void replace(Path file, Content content) throws IOException {
        replace(file, content, false);
    }

    /** Returns when the new file is on the disk. */
    public static void replaceDurably(Path file, byte[] content) throws IOException {
        replace(file, out -> out.write(content), true);
        try {
            forceDirectory(parent(file));
        } catch (IOException e) {
            // Some file systems refuse this. The file itself is whole, and on the disk.
            return;
        }
    }

    private static void replace(Path file, Content content, boolean force) throws IOException {
        var draft = Files.createTempFile(parent(file), file.getFileName().toString(), DRAFT);
        try {
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                var out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.to(out);
                out.flush();
                if (force) {
                    channel.force(true);
                }
            }
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes drafts of a file that a process left behind when it was killed. Nobody may be writing the file. */
    public static void deleteDrafts(Path file) throws IOException {
        var name = file.getFileName().toString();
        try (var drafts = Files.newDirectoryStream(
                parent(file),
                f -> f.getFileName().toString().startsWith(name)
                        && f.getFileName().toString().endsWith(DRAFT))) {
            for (var draft : drafts) {
                Files.deleteIfExists(draft);
            }
        }
    }

    /** Makes a new name durable. Windows has no such call and keeps directory changes in its own log. */
    public static void forceDirectory(Path directory) throws IOException {
        if (OwnerOnly.posix(directory)) {
            try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static Path parent(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root of a file system is no file");
    }
}
