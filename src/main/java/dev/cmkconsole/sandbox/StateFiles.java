package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.atlas.AtlasStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sandbox's state on disk, a file a document; a file is either the old or the new one whatever happens to the process. */
final class StateFiles implements AtlasStorage {
    private static final String ENDING = ".json";

    private final Path directory;

    StateFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot keep its state in " + directory, e);
        }
    }

    @Override
    public void put(String name, byte[] document) {
        var target = directory.resolve(name + ENDING);
        try {
            var temporary = Files.createTempFile(directory, name, ".new");
            try (var channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                var buffer = ByteBuffer.wrap(document);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox cannot write " + target, e);
        }
    }

    /** Makes the rename itself durable where the system allows opening a directory. */
    private void forceDirectory() {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows refuses; there the move is durable without it.
            return;
        }
    }

    @Override
    public void delete(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name + ENDING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<byte[]> one(String name) {
        return read(name + ENDING).stream().findFirst();
    }

    @Override
    public List<byte[]> read(String prefix) {
        var result = new ArrayList<byte[]>();
        try (var files = Files.newDirectoryStream(directory, f -> f.getFileName().toString().startsWith(prefix) && f.getFileName().toString().endsWith(ENDING))) {
            for (var file : files) {
                result.add(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    void clear() {
        try (var files = Files.newDirectoryStream(directory, f -> f.getFileName().toString().matches(".*(\\.json|\\.new)"))) {
            for (var file : files) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
