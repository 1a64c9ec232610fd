package dev.cmkconsole.app.data;

import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;

/**
 * The program's data directory: settings and logs for all connections, journal and cache per connection. Practice mode
 * and real organizations never share a folder, nor do two addresses. Only the owner can read the folders, if the file
 * system supports ownership.
 */
public final class DataDirectory {
    /** Problem code: a folder cannot be created or read. */
    public static final String UNUSABLE = "DATA_FOLDER_UNUSABLE";

    /** Problem code: the folder, or one inside it, is a symbolic link. */
    public static final String LINKED = "DATA_FOLDER_LINKED";
    /** Problem code: the folder belongs to another user. */
    public static final String FOREIGN = "DATA_FOLDER_FOREIGN";
    /** Problem code: other users may write to the folder. */
    public static final String SHARED = "DATA_FOLDER_SHARED";
    /** Problem code: a link, a pipe or a folder stands in the place of a file. */
    public static final String NO_FILE = "DATA_FILE_NOT_REGULAR";
    /** Problem code: a folder that a command only reads does not exist. */
    public static final String MISSING = "DATA_FOLDER_MISSING";

    private final Path root;
    private final Clock clock;

    public DataDirectory(Path root, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /**
     * Returns the platform's standard folder for application data. Linux: {@code XDG_DATA_HOME} or {@code
     * ~/.local/share}, where the XDG Base Directory Specification ignores relative paths. macOS: {@code
     * ~/Library/Application Support} (Apple File System Programming Guide). Windows: {@code %APPDATA%} (known folders).
     *
     * @param osName as in the system property {@code os.name}
     */
    public static Path standard(Map<String, String> environment, String osName, Path home) {
        var os = osName.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return absolute(environment.get("APPDATA"), home.resolve("AppData").resolve("Roaming"))
                    .resolve("CMK Console");
        }
        if (os.startsWith("mac") || os.startsWith("darwin")) {
            return home.resolve("Library").resolve("Application Support").resolve("CMK Console");
        }
        return absolute(environment.get("XDG_DATA_HOME"), home.resolve(".local").resolve("share"))
                .resolve("cmk-console");
    }

    private static Path absolute(String value, Path otherwise) {
        return value == null || value.isBlank() || !Path.of(value).isAbsolute() ? otherwise : Path.of(value);
    }

    public Path root() {
        return root;
    }

    public Path settings() {
        return root.resolve("settings.json");
    }

    public Path logs() {
        return root.resolve("log");
    }

    public ConnectionFolder practice() {
        return new ConnectionFolder(root.resolve("practice"));
    }

    /**
     * Returns the folder of one address. Its name is a digest of scheme, host and port, so that no address can lead
     * outside the data directory.
     */
    public ConnectionFolder real(URI baseUrl) {
        var digest = Sha256.hex(origin(baseUrl));
        return new ConnectionFolder(root.resolve("real").resolve(digest.substring(0, 16)));
    }

    private static String origin(URI address) {
        if (address.getScheme() == null || address.getHost() == null) {
            throw new IllegalArgumentException("not an absolute address with a host");
        }
        var scheme = address.getScheme().toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + address.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /**
     * Creates the folder and restricts its permissions.
     *
     * @throws ServiceException as {@link #checkSafe(ConnectionFolder)}
     */
    public void prepare(ConnectionFolder folder) {
        prepare(folder.path());
        prepare(folder.sandbox());
        refuseUnsafe(folder);
    }

    /**
     * Refuses an unsafe data folder, for a command that only reads or that brings its own folder. Creates nothing.
     *
     * @throws ServiceException with code {@link #LINKED}, {@link #FOREIGN}, {@link #SHARED} or {@link #UNUSABLE}
     */
    public static void checkSafe(Path folder, Clock clock) {
        var data = new DataDirectory(folder, clock);
        data.using(data.root, data::refuseUnsafe);
    }

    /**
     * Refuses the data folder if it, or one on the way to the connection's files, is unsafe. Creates and changes
     * nothing.
     *
     * @throws ServiceException with code {@link #LINKED}, {@link #FOREIGN}, {@link #SHARED}, {@link #NO_FILE} or {@link
     *     #UNUSABLE}
     */
    public void checkSafe(ConnectionFolder folder) {
        using(folder.path(), () -> {
            refuseUnsafe();
            for (var at = folder.path(); !at.equals(root); at = at.getParent()) {
                refuseLinkedOrForeign(at);
            }
        });
        refuseUnsafe(folder);
    }

    private void refuseUnsafe(ConnectionFolder folder) {
        for (var file : folder.files()) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new ServiceException(
                        new Problem.Local("data.prepare", NO_FILE, file.toString(), clock.instant()));
            }
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void using(Path folder, Work work) {
        try {
            work.run();
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local("data.prepare", UNUSABLE, folder + " cannot be used: " + e, clock.instant()), e);
        }
    }

    /**
     * Checks that a folder exists and can be read, without changing it.
     *
     * @throws ServiceException with code {@link #MISSING} or {@link #UNUSABLE}
     */
    public static void checkReadable(Path folder, Clock clock) {
        if (!Files.exists(folder)) {
            throw new ServiceException(new Problem.Local(
                    "data.read", MISSING, folder.toAbsolutePath() + " does not exist", clock.instant()));
        }
        if (!Files.isDirectory(folder) || !Files.isReadable(folder) || !Files.isExecutable(folder)) {
            throw new ServiceException(new Problem.Local(
                    "data.read",
                    UNUSABLE,
                    folder.toAbsolutePath() + " is not a folder that can be read",
                    clock.instant()));
        }
    }

    /** Creates the root and the log folder. */
    public void prepare() {
        prepare(logs());
    }

    private void prepare(Path folder) {
        if (!folder.startsWith(root)) {
            throw new IllegalArgumentException(folder + " is not below " + root);
        }
        using(folder, () -> {
            refuseUnsafe();
            for (var at = folder; !at.equals(root); at = at.getParent()) {
                refuseLinkedOrForeign(at);
            }
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            // Folders that another program created, such as a restored backup, may be open to all users. The root may
            // be the user's own choice, so its permissions stay unchanged.
            for (var at = folder; !at.equals(root); at = at.getParent()) {
                OwnerOnly.tighten(at);
            }
        });
    }

    /** Below the root, a folder of the user's own that others may write to is not refused: it is taken from them. */
    private void refuseLinkedOrForeign(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        var found = OwnerOnly.unsafe(folder).filter(why -> why != OwnerOnly.Unsafe.SHARED);
        if (found.isPresent()) {
            throw unsafe(folder, found.get());
        }
    }

    /** The root may be the user's own choice. Its permissions stay unchanged; an unsafe one is not used. */
    private void refuseUnsafe() throws IOException {
        if (Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            var found = OwnerOnly.unsafe(root);
            if (found.isPresent()) {
                throw unsafe(root, found.get());
            }
        }
    }

    private ServiceException unsafe(Path folder, OwnerOnly.Unsafe why) {
        return new ServiceException(new Problem.Local(
                "data.prepare",
                switch (why) {
                    case LINK -> LINKED;
                    case FOREIGN -> FOREIGN;
                    case SHARED -> SHARED;
                },
                folder.toString(),
                clock.instant()));
    }

    /**
     * Deletes all data of practice mode, including its history. Close every file in it first.
     *
     * @throws ServiceException with code {@link #UNUSABLE} when something cannot be deleted
     */
    public void clearPractice() {
        var folder = practice().path();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            // walkFileTree does not follow links: a link's target does not belong to the program.
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    Files.delete(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local(
                            "data.clearPractice", UNUSABLE, folder + " cannot be emptied: " + e, clock.instant()),
                    e);
        }
    }
}
