package dev.cmkconsole.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents are plain English, their links lead somewhere, and the index of decisions has no holes. */
class DocumentsTest {
    private static final Path DOCS = Path.of("docs");
    private static final Path DECISIONS = DOCS.resolve("decisions");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?m)^```[\\s\\S]*?^```|^ {4}.*$");
    private static final Pattern CODE = Pattern.compile("`[^`]*`");

    /** A list of names counts as one word. */
    private static final Pattern NAMES = Pattern.compile("X(?:(?:,| and| or)\\s+X)+");

    private static final Pattern LINK = Pattern.compile("!?\\[([^]]*)]\\(([^)\\s]*)\\)");

    /** A paragraph, a list item or a table cell ends where the next begins. */
    private static final Pattern BLOCK_END = Pattern.compile("\\n\\s*\\n|\\n\\s*(?:[-*]|\\d+\\.|#+|\\|)\\s?|\\|");

    @Test
    void everyDocumentIsPlainEnglish() {
        var faults = new TreeMap<String, List<String>>();
        documents().forEach((path, text) -> {
            var found = BLOCK_END
                    .splitAsStream(prose(text))
                    .map(block -> block.replaceAll("\\s+", " ").strip())
                    .flatMap(block -> PlainEnglish.faults(block).stream())
                    .toList();
            if (!found.isEmpty()) {
                faults.put(path.toString(), found);
            }
        });
        assertThat(faults).isEmpty();
    }

    @Test
    void everyLinkLeadsToAFile() {
        documents()
                .forEach((path, text) -> assertThat(LINK.matcher(text).results().map(link -> link.group(2)))
                        .as("links of %s", path)
                        .filteredOn(target -> !target.startsWith("http") && !target.startsWith("#"))
                        .allSatisfy(target -> assertThat(path.resolveSibling(target.replaceAll("#.*", "")))
                                .exists()));
    }

    /** What a person in need looks for in the guide, and what its chapter has to name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        What the words mean         | 24 hours
        When the history is damaged | history archive
        Proxy                       | HTTPS_PROXY
        Proxy                       | NO_PROXY
        Company certificates        | CMK_CA_BUNDLE
        """)
    void theGuideHasAChapterOn(String about, String named) throws IOException {
        var guide = Files.readString(Path.of("docs/guide.md"));
        assertThat(guide).containsPattern("(?m)^(#+ |- \\*\\*)" + Pattern.quote(about));
        var from = Pattern.compile("(?m)^(#+ |- \\*\\*)" + Pattern.quote(about))
                .splitAsStream(guide)
                .toList()
                .get(1);
        assertThat(from.split("(?m)^#+ ")[0]).contains(named);
    }

    @Test
    void decisionsAreNumberedWithoutHolesAndAllAreInTheIndex() throws IOException {
        var index = Files.readString(DECISIONS.resolve("README.md"));
        try (var files = Files.list(DECISIONS)) {
            var decisions = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("README.md"))
                    .sorted()
                    .toList();
            assertThat(decisions.stream().map(name -> Integer.parseInt(name.substring(0, 4))))
                    .containsExactlyElementsOf(
                            IntStream.rangeClosed(1, decisions.size()).boxed().toList());
            assertThat(decisions).allSatisfy(name -> {
                var number = Integer.parseInt(name.substring(0, 4));
                assertThat(index).contains("| [" + number + "](" + name + ") |");
                assertThat(Files.readString(DECISIONS.resolve(name))).startsWith("# " + number + ". ");
            });
        }
    }

    /** Without what is not prose: blocks and pieces of code, and addresses of links. */
    private static String prose(String markdown) {
        var text = CODE_BLOCK.matcher(markdown).replaceAll("");
        text = CODE.matcher(text).replaceAll("X");
        text = NAMES.matcher(text).replaceAll("X");
        return LINK.matcher(text).replaceAll("$1").replaceAll("[*_]{1,2}", "");
    }

    private static Map<Path, String> documents() {
        var found = new TreeMap<Path, String>();
        try (var files = Stream.concat(Stream.of(Path.of("README.md")), Files.walk(DOCS))) {
            for (var file : files.filter(f -> f.toString().endsWith(".md")).toList()) {
                found.put(file, Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
