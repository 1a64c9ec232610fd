package dev.cmkconsole.architecture;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java source follows palantir-java-format, or formats it. Maven starts this file from its source on
 * JDK 25. The formatter thus runs although Maven's own JDK may be older and the sources may not compile.
 *
 * <p>Argument: {@code check} or {@code apply}. Exit code 1 names the files that differ.
 */
public final class SourceFormat {
    private static final List<String> ROOTS = List.of("src", "installer");

    private static final JavaFormatterOptions FORM = JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build();
    private static final Formatter FORMATTER = Formatter.createFormatter(FORM);
    private static final int WIDTH = FORM.maxLineLength();

    private SourceFormat() {}

    public static void main(String[] args) throws Exception {
        boolean check = args[0].equals("check");
        var words = new ArrayList<String>();
        words.add("--palantir");
        words.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
        var sources = check ? doubtful() : sources();
        if (sources.isEmpty()) {
            return;
        }
        words.addAll(sources);
        var out = new PrintWriter(System.out, true);
        var err = new PrintWriter(System.err, true);
        int code = new Main(out, err, InputStream.nullInputStream()).format(words.toArray(String[]::new));
        if (check && code != 0) {
            err.println("These sources are not in the project's form. To write them that way: mvn validate"
                    + " exec:exec@format");
        }
        System.exit(code);
    }

    private static List<String> doubtful() throws IOException {
        return sources().parallelStream().filter(source -> !plain(source)).toList();
    }

    /**
     * Whether a source has no string that the formatter might break or indent anew, and all else is as the formatter
     * writes it. Its program looks for such strings in every source with a text block or a long line, which takes
     * three more passes.
     */
    private static boolean plain(String path) {
        try {
            var source = Files.readString(Path.of(path));
            return !source.contains("\"\"\"")
                    && source.indexOf('\t') < 0
                    && source.lines().noneMatch(line -> line.length() > WIDTH && line.contains("\""))
                    && FORMATTER.fixImports(FORMATTER.formatSource(source)).equals(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException doesNotParse) {
            return false;
        }
    }

    private static List<String> sources() throws IOException {
        var found = new ArrayList<String>();
        for (var root : ROOTS) {
            try (Stream<Path> walk = Files.walk(Path.of(root))) {
                walk.map(Path::toString)
                        .filter(path -> path.endsWith(".java"))
                        .sorted()
                        .forEach(found::add);
            }
        }
        return found;
    }
}
