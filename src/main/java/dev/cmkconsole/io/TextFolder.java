package dev.cmkconsole.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of text files that this program writes beside files of others. A file that does not begin with the program's
 * own line is never touched, and one that differs is replaced only with the user's consent.
 */
public final class TextFolder {
    private final Path folder;
    private final String firstLine;

    /** @param firstLine how every file of the program begins */
    public TextFolder(Path folder, String firstLine) {
        this.folder = folder;
        this.firstLine = firstLine;
    }

    /**
     * What stands in the way of writing.
     *
     * @param strange files of others under the same names
     * @param different files of the program that have another content
     */
    public record Obstacles(List<Path> strange, List<Path> different) {
        public boolean none(boolean mayReplace) {
            return strange.isEmpty() && (mayReplace || different.isEmpty());
        }
    }

    /** Looks at every name before anything is written. */
    public Obstacles obstacles(Map<String, String> files) throws IOException {
        var strange = new ArrayList<Path>();
        var different = new ArrayList<Path>();
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            if (!Files.exists(path)) {
                continue;
            }
            var present = content(path);
            if (!present.startsWith(firstLine)) {
                strange.add(path);
            } else if (!present.equals(file.getValue())) {
                different.add(path);
            }
        }
        return new Obstacles(List.copyOf(strange), List.copyOf(different));
    }

    /** The text of a file that the program wrote; empty where there is none. */
    public Optional<String> own(String name) {
        try {
            var path = folder.resolve(name);
            return Files.exists(path)
                    ? Optional.of(content(path)).filter(text -> text.startsWith(firstLine))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is no text is not the program's. */
    private static String content(Path path) throws IOException {
        try {
            return Files.isRegularFile(path) ? Files.readString(path) : "";
        } catch (MalformedInputException e) {
            return "";
        }
    }

    /** Writes all files, each whole or not at all. The folder is made if it is missing. */
    public List<Path> write(Map<String, String> files) throws IOException {
        Files.createDirectories(folder, OwnerOnly.folder(folder));
        var written = new ArrayList<Path>();
        for (var file : files.entrySet()) {
            var path = folder.resolve(file.getKey());
            WholeFile.replace(path, out -> out.write(file.getValue().getBytes(StandardCharsets.UTF_8)));
            written.add(path);
        }
        return List.copyOf(written);
    }
}
