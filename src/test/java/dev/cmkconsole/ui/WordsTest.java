package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every requested text exists, every existing text is requested, and all are well-formed. The keys come from the
 * sources.
 */
class WordsTest {
    private static final Path WORDS = Path.of("resources/dev/cmkconsole/messages.properties");

    /** Places where a whole key stands. */
    private static final Pattern ASKED = Pattern.compile("(?:\\b(?:messages|text)(?:\\(\\))?\\.get|Text\\.of|new"
            + " InputException|(?:helpKey|titleKey)\\(\\)\\s*\\{\\s*return)\\(?\\s*\"([^\"]+)\"(?!\\s*\\+)");

    private static final Pattern IN_FXML = Pattern.compile("\"%([^\"]+)\"");
    /** In the preamble of a script. */
    private static final Pattern IN_SHELL = Pattern.compile("%\\{([\\w.]+)}");

    private static final Pattern KEY_LINE = Pattern.compile("^([^#\\s=:][^=:\\s]*)\\s*[=:]");

    private final Properties words = words();
    private final List<String> code = sources(Path.of("src/main/java"), ".java");
    private final List<String> shell = sources(Path.of("resources"), ".sh");
    private final List<String> fxml = sources(Path.of("resources"), ".fxml");

    @Test
    void everyTextThatIsAskedForExists() {
        var missing = new TreeSet<String>();
        code.forEach(source -> find(ASKED, source).stream()
                .filter(key -> !words.containsKey(key))
                .forEach(missing::add));
        fxml.forEach(source -> find(IN_FXML, source).stream()
                .filter(key -> !words.containsKey(key))
                .forEach(missing::add));
        shell.forEach(source -> find(IN_SHELL, source).stream()
                .map(key -> "script." + key)
                .filter(key -> !words.containsKey(key))
                .forEach(missing::add));
        assertThat(missing).isEmpty();
    }

    @Test
    void everyTextIsAskedFor() {
        var unused = new TreeSet<>(usedKeys().unusedOf(words.stringPropertyNames()));
        shell.forEach(source -> find(IN_SHELL, source).forEach(key -> unused.remove("script." + key)));
        assertThat(unused).as("texts that nothing asks for").isEmpty();
    }

    @Test
    void aDeadTextIsFound() {
        assertThat(usedKeys().unusedOf(Set.of("run.stop", "run.neverAsked", "check.neverAsked.pass", "neverAsked")))
                .containsExactly("check.neverAsked.pass", "neverAsked", "run.neverAsked");
    }

    private UsedKeys usedKeys() {
        return UsedKeys.in(code, fxml);
    }

    @Test
    void noKeyIsThereTwice() throws IOException {
        var keys = Files.readAllLines(WORDS).stream()
                .flatMap(line -> find(KEY_LINE, line).stream())
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void textsWithArgumentsAreWellFormed() {
        for (String key : words.stringPropertyNames()) {
            String text = words.getProperty(key);
            if (text.contains("{0") || text.contains("{1") || text.contains("{3")) {
                assertThat(new MessageFormat(text).format(new Object[] {2, 2, 2, 2, 2}))
                        .as(key)
                        .doesNotContain("{");
                assertThat(text.replace("''", "").replace("'{'", "").replace("'}'", ""))
                        .as("a single quote is written twice: %s", key)
                        .doesNotContain("'");
            }
        }
    }

    @Test
    void textsAreCalm() {
        for (String key : words.stringPropertyNames()) {
            assertThat(words.getProperty(key))
                    .as(key)
                    .doesNotContain("!")
                    .doesNotContainIgnoringCase("oops")
                    .doesNotStartWith("Error");
        }
    }

    private static Properties words() {
        var found = new Properties();
        try (Reader reader = Files.newBufferedReader(WORDS)) {
            found.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static List<String> sources(Path root, String ending) {
        try (Stream<Path> walk = Files.walk(root)) {
            var texts = new ArrayList<String>();
            for (var file : walk.filter(p -> p.toString().endsWith(ending)).toList()) {
                try (InputStream in = Files.newInputStream(file)) {
                    texts.add(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> find(Pattern pattern, String source) {
        return pattern.matcher(source).results().map(m -> m.group(1)).toList();
    }
}
