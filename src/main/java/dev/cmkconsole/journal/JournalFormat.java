package dev.cmkconsole.journal;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One line of the journal, in bytes and back; {@code docs/journal-format.md} is its specification.
 * The hash covers the bytes of the {@code entry} object exactly as they stand in the line, so that checking it needs
 * no JSON library.
 */
final class JournalFormat {
    static final int VERSION = 2;
    /** Of lines that need nothing that came later, so that an older program can read a journal without such. */
    private static final int PLAIN = 1;

    static final String NAME = "cmk-console-journal";
    static final String ORIGIN = "0".repeat(64);

    /** Longest line that is read, in bytes; a longer one is damage. Drafts are cut far below it. */
    static final int LONGEST_LINE = 32 << 20;

    private static final byte[] OPEN = ascii("{\"entry\":");
    private static final byte[] MIDDLE = ascii(",\"hash\":\"");
    private static final byte[] CLOSE = ascii("\"}");
    private static final int HASH_LENGTH = 64;
    private static final int TAIL = MIDDLE.length + HASH_LENGTH + CLOSE.length;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Set<String> ENTRY_MEMBERS = Set.of(
            "actor",
            "answer",
            "at",
            "attempt",
            "before",
            "code",
            "connection",
            "facts",
            "kind",
            "outcome",
            "prev",
            "procedure",
            "projectId",
            "projectName",
            "request",
            "requestId",
            "reversibility",
            "runId",
            "seq",
            "status",
            "step",
            "target",
            "title",
            "v");
    private static final Set<String> HEADER_MEMBERS = Set.of("at", "chain", "follows", "format", "prev", "seq", "v");

    private JournalFormat() {}

    /** A line's bytes, newline included, and the hash in them. */
    record Written(byte[] bytes, String hash) {
        /** The line without its newline. */
        byte[] content() {
            return Arrays.copyOf(bytes, bytes.length - 1);
        }
    }

    /** What a line says. */
    sealed interface Content {
        record Header(JournalHeader header) implements Content {}

        record Entry(JournalEntry entry) implements Content {}
    }

    /** A line that cannot be understood. */
    static final class MalformedLine extends Exception {
        private final boolean newer;

        MalformedLine(String message) {
            this(message, false);
        }

        MalformedLine(String message, boolean newer) {
            super(message);
            this.newer = newer;
        }

        /** Whether the line says that a later format wrote it. */
        boolean newer() {
            return newer;
        }
    }

    static Written header(String chain, Instant at, Optional<JournalHeader.Predecessor> follows) {
        var members = new TreeMap<String, Object>();
        members.put("at", at.toString());
        members.put("chain", chain);
        members.put("format", NAME);
        members.put("prev", ORIGIN);
        members.put("seq", 0);
        members.put("v", PLAIN);
        follows.ifPresent(old -> members.put(
                "follows",
                new TreeMap<>(
                        Map.of("file", old.file(), "seq", old.seq(), "head", old.head(), "sha256", old.sha256()))));
        return write(members);
    }

    static Written entry(long seq, Instant at, String previousHash, JournalDraft what) {
        var members = new TreeMap<String, Object>();
        members.put("v", what.facts().isPresent() ? VERSION : PLAIN);
        members.put("seq", seq);
        members.put("at", at.toString());
        members.put("prev", previousHash);
        members.put("kind", what.kind().name());
        members.put("runId", what.runId());
        members.put("actor", what.actor());
        members.put("connection", what.connection());
        members.put("procedure", what.procedure());
        members.put("projectId", what.projectId());
        members.put("projectName", what.projectName());
        members.put("attempt", what.attempt());
        members.put("title", what.title());
        what.step().ifPresent(step -> members.put("step", step));
        what.reversibility().ifPresent(reversibility -> members.put("reversibility", reversibility.name()));
        what.target().ifPresent(target -> members.put("target", target));
        what.request().ifPresent(request -> members.put("request", request));
        what.outcome().ifPresent(outcome -> members.put("outcome", outcome.name()));
        what.status().ifPresent(status -> members.put("status", status));
        what.answer().ifPresent(answer -> members.put("answer", answer));
        what.code().ifPresent(code -> members.put("code", code));
        what.requestId().ifPresent(id -> members.put("requestId", id));
        what.facts().ifPresent(facts -> members.put("facts", FactsJson.tree(facts)));
        what.before().ifPresent(document -> members.put("before", document));
        return write(members);
    }

    private static Written write(Map<String, Object> members) {
        byte[] content;
        try {
            content = JSON.writeValueAsBytes(members);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
        var hash = sha256(content, 0, content.length);
        var line = new byte[OPEN.length + content.length + TAIL + 1];
        var at = put(line, 0, OPEN);
        at = put(line, at, content);
        at = put(line, at, MIDDLE);
        at = put(line, at, ascii(hash));
        at = put(line, at, CLOSE);
        line[at] = '\n';
        return new Written(line, hash);
    }

    private static int put(byte[] into, int at, byte[] what) {
        System.arraycopy(what, 0, into, at, what.length);
        return at + what.length;
    }

    /** Whether the line, given without its newline, has the outer form and carries the hash of its content. */
    static boolean carriesItsHash(byte[] line) {
        return framed(line) && recordedHash(line).equals(sha256(line, OPEN.length, line.length - OPEN.length - TAIL));
    }

    private static boolean framed(byte[] line) {
        int end = line.length - TAIL;
        return end > OPEN.length
                && Arrays.equals(line, 0, OPEN.length, OPEN, 0, OPEN.length)
                && Arrays.equals(line, end, end + MIDDLE.length, MIDDLE, 0, MIDDLE.length)
                && Arrays.equals(line, line.length - CLOSE.length, line.length, CLOSE, 0, CLOSE.length);
    }

    private static String recordedHash(byte[] line) {
        int from = line.length - CLOSE.length - HASH_LENGTH;
        return new String(line, from, HASH_LENGTH, StandardCharsets.ISO_8859_1);
    }

    /** Reads a line given without its newline. Does not check the hash. */
    static Content parse(byte[] line) throws MalformedLine {
        if (!framed(line)) {
            throw new MalformedLine("not a line of this format");
        }
        JsonNode node;
        try {
            node = JSON.readTree(line, OPEN.length, line.length - OPEN.length - TAIL);
        } catch (java.io.IOException e) {
            throw new MalformedLine("not JSON");
        }
        if (!(node instanceof ObjectNode content)) {
            throw new MalformedLine("not a JSON object");
        }
        int version = (int) number(content, "v");
        if (version < PLAIN || version > VERSION || version == PLAIN && content.has("facts")) {
            throw new MalformedLine("format version " + version, version > VERSION);
        }
        try {
            return content.has("format")
                    ? readHeader(content, recordedHash(line))
                    : readEntry(content, recordedHash(line));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw new MalformedLine("a member has no valid value");
        }
    }

    private static Content readHeader(ObjectNode node, String hash) throws MalformedLine {
        onlyMembers(node, HEADER_MEMBERS);
        if (!text(node, "format").equals(NAME)
                || number(node, "seq") != 0
                || !text(node, "prev").equals(ORIGIN)) {
            throw new MalformedLine("not a header of this format");
        }
        Optional<JournalHeader.Predecessor> follows = Optional.empty();
        if (node.get("follows") instanceof ObjectNode old) {
            follows = Optional.of(new JournalHeader.Predecessor(
                    text(old, "file"), number(old, "seq"), text(old, "head"), text(old, "sha256")));
        }
        return new Content.Header(
                new JournalHeader(text(node, "chain"), Instant.parse(text(node, "at")), follows, hash));
    }

    private static Content readEntry(ObjectNode node, String hash) throws MalformedLine {
        onlyMembers(node, ENTRY_MEMBERS);
        var origin = new RunOrigin(
                text(node, "runId"),
                text(node, "procedure"),
                text(node, "actor"),
                text(node, "connection"),
                text(node, "projectId"),
                text(node, "projectName"));
        var attempt = new StepAttempt(
                optional(node, "step"),
                (int) number(node, "attempt"),
                text(node, "title"),
                optional(node, "reversibility").map(Reversibility::valueOf));
        var asked = new ChangeRequest(optional(node, "target"), optional(node, "request"), optional(node, "before"));
        var result = new RecordedResult(
                optional(node, "outcome").map(JournalDraft.Outcome::valueOf),
                node.has("status") ? Optional.of((int) number(node, "status")) : Optional.empty(),
                optional(node, "answer"),
                optional(node, "code"),
                optional(node, "requestId"));
        var what = new JournalDraft(
                EntryKind.valueOf(text(node, "kind")),
                origin,
                attempt,
                asked,
                result,
                node.has("facts") ? Optional.of(FactsJson.parse(node.get("facts"))) : Optional.empty());
        return new Content.Entry(
                new JournalEntry(number(node, "seq"), Instant.parse(text(node, "at")), what, text(node, "prev"), hash));
    }

    private static void onlyMembers(ObjectNode node, Set<String> known) throws MalformedLine {
        for (var name : (Iterable<String>) node::fieldNames) {
            if (!known.contains(name)) {
                throw new MalformedLine("a member that format version " + VERSION + " does not have");
            }
        }
    }

    private static String text(ObjectNode node, String name) throws MalformedLine {
        var value = node.get(name);
        if (value == null || !value.isTextual()) {
            throw new MalformedLine("no text in " + name);
        }
        return value.textValue();
    }

    private static Optional<String> optional(ObjectNode node, String name) throws MalformedLine {
        return node.has(name) ? Optional.of(text(node, name)) : Optional.empty();
    }

    private static long number(ObjectNode node, String name) throws MalformedLine {
        var value = node.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new MalformedLine("no whole number in " + name);
        }
        return value.longValue();
    }

    private static String sha256(byte[] bytes, int from, int length) {
        return new Sha256().add(bytes, from, length).hex();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
