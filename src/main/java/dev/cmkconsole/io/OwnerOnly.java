package dev.cmkconsole.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Permissions for files and folders that only their owner may read. A file system without POSIX permissions keeps its
 * own.
 */
public final class OwnerOnly {
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

    private OwnerOnly() {}

    public static boolean posix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null
                && path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /** What a new file is created with. */
    public static FileAttribute<?>[] file(Path path) {
        return attributes(path, FILE);
    }

    /** What a new folder is created with. */
    public static FileAttribute<?>[] folder(Path path) {
        return attributes(path, FOLDER);
    }

    private static FileAttribute<?>[] attributes(Path path, Set<PosixFilePermission> permissions) {
        return posix(path)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    /**
     * Opens a file for writing; a new one is its owner's alone. A link in its place is an error: its target may belong
     * to somebody else.
     *
     * @param how in addition to {@code CREATE} and {@code WRITE}
     */
    public static FileChannel open(Path file, StandardOpenOption... how) throws IOException {
        refuseOther(file);
        var options = new HashSet<OpenOption>(List.of(how));
        options.addAll(List.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        return FileChannel.open(file, options, file(file));
    }

    /**
     * Refuses whatever is no regular file, a link to one included. Opening a pipe waits until somebody reads it.
     *
     * @throws FileSystemException if something else is in the place of the file
     */
    public static void refuseOther(Path file) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileSystemException(file.toString(), null, "it is not a regular file");
        }
    }

    /** Writes a small file anew, under the same rules as {@link #open}. */
    public static void write(Path file, byte[] content) throws IOException {
        try (var channel = open(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (var bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
        }
    }

    /** What makes a folder that exists unsafe to keep files in. */
    public enum Unsafe {
        /** It is a link. */
        LINK,
        /** It belongs to another user. */
        FOREIGN,
        /** Its group or everybody may write to it. */
        SHARED
    }

    /** Empty for a safe folder, and for a file system without POSIX permissions. */
    public static Optional<Unsafe> unsafe(Path folder) throws IOException {
        if (Files.isSymbolicLink(folder)) {
            return Optional.of(Unsafe.LINK);
        }
        if (!posix(folder)) {
            return Optional.empty();
        }
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(me())) {
            return Optional.of(Unsafe.FOREIGN);
        }
        var permissions = Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                        || permissions.contains(PosixFilePermission.OTHERS_WRITE)
                ? Optional.of(Unsafe.SHARED)
                : Optional.empty();
    }

    /**
     * The user of this process; a name would not do in a container without a user database. Where the system shows no
     * processes as files, a file that this process creates has the same owner.
     */
    private static UserPrincipal me() throws IOException {
        var process = Path.of("/proc/self");
        if (Files.isDirectory(process)) {
            return Files.getOwner(process);
        }
        var probe = Files.createTempFile("cmk", ".owner");
        try {
            return Files.getOwner(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Takes a folder that exists from everybody but its owner. */
    public static void tighten(Path folder) throws IOException {
        if (posix(folder) && !FOLDER.containsAll(Files.getPosixFilePermissions(folder))) {
            Files.setPosixFilePermissions(folder, FOLDER);
        }
    }
}
