package dev.cmkconsole.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The test classes with a tag, found in the sources. To load them all would take seconds. */
final class TaggedClasses {
    private static final Path SOURCES = Path.of("src", "test", "java");

    private TaggedClasses() {}

    /**
     * Their full names, in order.
     *
     * @throws IllegalStateException when there is none, which would leave tests out without a word
     */
    static List<String> of(String tag) throws IOException {
        try (var sources = Files.walk(SOURCES)) {
            var names = sources.filter(path -> path.toString().endsWith("Test.java"))
                    .filter(path -> has(path, "@Tag(\"" + tag + "\")"))
                    .map(TaggedClasses::name)
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IllegalStateException("no test class has the tag " + tag);
            }
            return names;
        }
    }

    private static String name(Path source) {
        var path = SOURCES.relativize(source).toString();
        return path.substring(0, path.length() - ".java".length())
                .replace(source.getFileSystem().getSeparator(), ".");
    }

    private static boolean has(Path source, String text) {
        try {
            return Files.readString(source).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
