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
 * Where the program keeps what it keeps: settings and logs for all, journal and cache for each connection apart.
 * Practice and real organisations never share a folder, nor do two addresses. Folders are for their owner alone where
 * the file system knows owners.
 */
public final class DataDirectory {
    /** Problem code: a folder cannot be made or read. */
    public static final String UNUSABLE = "DATA_FOLDER_UNUSABLE";

    private final Path root;
    private final Clock clock;

    public DataDirectory(Path root, Clock clock) {
        this.root = root.toAbsolutePath().normalize();
        this.clock = clock;
    }

    /**
     * The platform's own place for application data: {@code XDG_DATA_HOME} or {@code ~/.local/share} (XDG Base
     * Directory Specification, which says to ignore relative paths), {@code ~/Library/Application Support} (Apple
     * File System Programming Guide), {@code %APPDATA%} (Windows known folders).
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
     * The folder of one address; its name is a digest of scheme, host and port, so that nothing in an address can
     * lead elsewhere.
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
     * Makes a folder of ours ready for use.
     *
     * @throws ServiceException with code {@link #UNUSABLE}
     */
    public void prepare(ConnectionFolder folder) {
        prepare(folder.path());
        prepare(folder.sandbox());
    }

    /** Makes the root and the folder of logs ready for use. */
    public void prepare() {
        prepare(logs());
    }

    private void prepare(Path folder) {
        if (!folder.startsWith(root)) {
            throw new IllegalArgumentException(folder + " is not below " + root);
        }
        try {
            Files.createDirectories(folder, OwnerOnly.folder(folder));
            // Folders that another program made for us, a restored backup for instance, may be open to all. The root
            // may be the user's own choice and stays as it is.
            for (var at = folder; !at.equals(root); at = at.getParent()) {
                OwnerOnly.tighten(at);
            }
        } catch (IOException e) {
            throw new ServiceException(
                    new Problem.Local("data.prepare", UNUSABLE, folder + " cannot be used: " + e, clock.instant()), e);
        }
    }

    /**
     * Deletes everything of practice mode, its history included. Nothing may have it open.
     *
     * @throws ServiceException with code {@link #UNUSABLE} when something cannot be deleted
     */
    public void clearPractice() {
        var folder = practice().path();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            // walkFileTree does not follow links: what a link points to is not ours.
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
