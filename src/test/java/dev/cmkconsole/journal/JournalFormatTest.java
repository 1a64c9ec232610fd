package dev.cmkconsole.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.Patience;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The format that {@code docs/journal-format.md} defines, checked without the classes that write it. */
class JournalFormatTest {
    private static final Path DOCUMENT = Path.of("docs", "journal-format.md");

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("journal.jsonl");
    }

    @BeforeEach
    void write() {
        try (var journal = FileJournal.open(file(), Clock.systemUTC(), text -> text, _ -> {})) {
            journal.append(Drafts.run(EntryKind.RUN_STARTED, "r1"));
            journal.append(Drafts.intent("r1", "authorize", 1));
            journal.append(Drafts.outcome("r1", "authorize", 1));
            var awkward = Drafts.run(
                    EntryKind.RUN_STARTED,
                    "\"quoted\" back\\slash\nline\u2028feed\u0001 \u00fcml\u00e4ut \ud83d\udd11 \u007f</script>");
            journal.append(awkward);
        }
    }

    @Test
    void theChainHoldsByHand() throws Exception {
        var previous = "0".repeat(64);
        int seq = 0;
        var bytes = Files.readAllBytes(file());
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n') {
                continue;
            }
            var line = Arrays.copyOfRange(bytes, from, at);
            var content =
                    Arrays.copyOfRange(line, "{\"entry\":".length(), line.length - ",\"hash\":\"\"}".length() - 64);
            var node = new JsonMapper().readTree(line);
            var hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
            assertThat(node.get("hash").asText()).isEqualTo(hash);
            assertThat(node.get("entry").get("prev").asText()).isEqualTo(previous);
            assertThat(node.get("entry").get("seq").asInt()).isEqualTo(seq++);
            assertThat(node.get("entry").get("v").asInt()).isEqualTo(1);
            assertThat(List.copyOf(names(node.get("entry")))).isSorted();
            previous = hash;
            from = at + 1;
        }
        assertThat(seq).isEqualTo(5);
        assertThat(from).isEqualTo(bytes.length);
    }

    private static List<String> names(com.fasterxml.jackson.databind.JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    @Test
    void theDocumentedProgramAgrees() throws Exception {
        var program = Files.writeString(dir.resolve("check.py"), block("python"));
        var head = JournalVerifier.verify(file()).head().orElseThrow();
        assertThat(run("python3", program.toString(), file().toString())).isEqualTo("OK 4 entries, head " + head);

        var text = Files.readString(file());
        Files.writeString(file(), text.replaceFirst("payments-prod", "payments-test"));
        assertThat(run("python3", program.toString(), file().toString()))
                .isEqualTo("line 2 does not continue the chain");
    }

    @Test
    void theDocumentedCommandAgrees() throws Exception {
        var third = new JsonMapper()
                .readTree(Files.readAllLines(file()).get(2))
                .get("hash")
                .asText();
        assertThat(run("sh", "-c", "cd '" + dir + "' && " + block("sh"))).startsWith(third);
    }

    @Test
    void theDocumentNamesEveryMemberAndWord() throws IOException {
        var document = Files.readString(DOCUMENT);
        var names = new java.util.TreeSet<String>();
        for (var line : Files.readAllLines(file())) {
            names.addAll(names(new JsonMapper().readTree(line).get("entry")));
        }
        Arrays.stream(EntryKind.values()).map(Enum::name).forEach(names::add);
        Arrays.stream(JournalDraft.Outcome.values()).map(Enum::name).forEach(names::add);
        assertThat(names).allSatisfy(name -> assertThat(document).contains("`" + name + "`"));
    }

    @Test
    void anExportCarriesItsOwnDigestAndTheLinesAsTheyAre() throws Exception {
        var out = new ByteArrayOutputStream();
        assertThat(JournalExport.jsonLines(file(), HistoryFilter.ALL, Instant.EPOCH, out))
                .isEqualTo(4);
        var text = out.toString(StandardCharsets.UTF_8);
        int cut = text.indexOf('\n') + 1;
        var header = new JsonMapper().readTree(text.substring(0, cut)).get("export");
        assertThat(text.substring(cut)).isEqualTo(Files.readString(file()));
        assertThat(header.get("sha256").asText())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(text.substring(cut).getBytes(StandardCharsets.UTF_8))));
        assertThat(header.get("complete").asBoolean()).isTrue();
        assertThat(header.get("intact").asBoolean()).isTrue();
        assertThat(header.get("lines").asInt()).isEqualTo(5);
    }

    @Test
    void aSelectionSaysThatItIsOne() throws Exception {
        var out = new ByteArrayOutputStream();
        assertThat(JournalExport.jsonLines(
                        file(), new HistoryFilter(Optional.empty(), Optional.of("r1")), Instant.EPOCH, out))
                .isEqualTo(3);
        var lines = out.toString(StandardCharsets.UTF_8).split("\n");
        var header = new JsonMapper().readTree(lines[0]).get("export");
        assertThat(header.get("complete").asBoolean()).isFalse();
        assertThat(header.get("runId").asText()).isEqualTo("r1");
        assertThat(lines).hasSize(4);
        assertThat(Files.readAllLines(file())).contains(lines[1], lines[2], lines[3]);
    }

    private static String block(String language) throws IOException {
        var block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(DOCUMENT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private String run(String... command) throws Exception {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            Assumptions.abort(command[0] + " is not on this computer");
            throw e;
        }
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(Patience.end(process)).isTrue();
        return said;
    }
}
