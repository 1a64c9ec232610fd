package dev.cmkconsole.sandbox;

import dev.cmkconsole.io.OwnerOnly;
import dev.cmkconsole.io.WholeFile;
import dev.cmkconsole.sandbox.atlas.state.AtlasStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The sandbox's state on disk, one file per document. After a crash a file is either the old or the new version, never
 * a mixture.
 */
final class StateFiles implements AtlasStorage {
    private static final String ENDING = ".json";

    private final Path directory;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private volatile boolean seeding;
    private boolean retired;

    StateFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory, OwnerOnly.folder(directory));
            OwnerOnly.tighten(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot keep its state in " + directory, e);
        }
    }

    /**
     * Stops all further writing, because another scenario takes over the directory. Returns when writes in progress are
     * done.
     */
    void retire() {
        use.writeLock().lock();
        try {
            retired = true;
        } finally {
            use.writeLock().unlock();
        }
    }

    @Override
    public void put(String name, byte[] document) {
        use.readLock().lock();
        try {
            if (!retired) {
                write(name, document);
            }
        } finally {
            use.readLock().unlock();
        }
    }

    private void write(String name, byte[] document) {
        var target = directory.resolve(name + ENDING);
        try {
            if (seeding) {
                WholeFile.replace(target, out -> out.write(document));
            } else {
                WholeFile.replaceDurably(target, document);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot write " + target, e);
        }
    }

    /**
     * While a scenario loads, its documents are not forced to disk one by one. Only the last document is forced. Until
     * then the directory counts as empty, and the scenario is loaded again.
     */
    void seeding(boolean on) {
        seeding = on;
    }

    @Override
    public void delete(String name) {
        use.readLock().lock();
        try {
            if (retired) {
                return;
            }
            Files.deleteIfExists(directory.resolve(name + ENDING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            use.readLock().unlock();
        }
    }

    Optional<byte[]> one(String name) {
        return read(name + ENDING).stream().findFirst();
    }

    @Override
    public List<byte[]> read(String prefix) {
        var result = new ArrayList<byte[]>();
        try (var files = Files.newDirectoryStream(
                directory,
                f -> f.getFileName().toString().startsWith(prefix)
                        && f.getFileName().toString().endsWith(ENDING))) {
            for (var file : files) {
                result.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    void clear() {
        try (var files = Files.newDirectoryStream(
                directory, f -> f.getFileName().toString().matches(".*(\\.json|\\.new)"))) {
            for (var file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
