package dev.cmkconsole.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.io.Sha256;
import dev.cmkconsole.journal.LineJson.EntryLine;
import dev.cmkconsole.journal.LineJson.HeaderLine;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One line of the journal, in bytes and back; {@code docs/journal-format.md} is its specification.
 * The hash covers the bytes of the {@code entry} object exactly as they stand in the line, so that checking it needs
 * no JSON library.
 */
final class JournalFormat {
    static final int VERSION = 2;
    /** The version of lines without facts. A program of version 1 can read a journal that has no others. */
    private static final int PLAIN = 1;

    static final String NAME = "cmk-console-journal";
    static final String ORIGIN = "0".repeat(64);

    /** Longest line that is read, in bytes; a longer one is damage. Drafts stay far below it. */
    static final int LONGEST_LINE = 32 << 20;

    private static final byte[] OPEN = ascii("{\"entry\":");
    private static final byte[] MIDDLE = ascii(",\"hash\":\"");
    private static final byte[] CLOSE = ascii("\"}");
    private static final int HASH_LENGTH = 64;
    private static final int TAIL = MIDDLE.length + HASH_LENGTH + CLOSE.length;

    private JournalFormat() {}

    /** A line's bytes, newline included, and the hash that they carry. */
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

    /** A line that is not of this format. */
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
        return write(new HeaderLine(NAME, PLAIN, 0, ORIGIN, chain, at, follows));
    }

    static Written entry(long seq, Instant at, String previousHash, JournalDraft what) {
        return write(new EntryLine(what.facts().isPresent() ? VERSION : PLAIN, seq, at, previousHash, what));
    }

    private static Written write(Record object) {
        var content = LineJson.write(object);
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
        JsonNode content;
        try {
            content = LineJson.tree(line, OPEN.length, line.length - OPEN.length - TAIL);
        } catch (IOException e) {
            throw new MalformedLine("not JSON");
        }
        if (!content.path("v").canConvertToInt()) {
            throw new MalformedLine("no format version");
        }
        int version = content.get("v").intValue();
        if (version < PLAIN || version > VERSION || version == PLAIN && content.has("facts")) {
            throw new MalformedLine("format version " + version, version > VERSION);
        }
        return content.has("format") ? header(content, recordedHash(line)) : entry(content, recordedHash(line));
    }

    private static Content header(JsonNode content, String hash) throws MalformedLine {
        var line = LineJson.read(content, HeaderLine.class);
        if (!line.format().equals(NAME) || line.seq() != 0 || !line.prev().equals(ORIGIN)) {
            throw new MalformedLine("not a header of this format");
        }
        return new Content.Header(new JournalHeader(line.chain(), line.at(), line.follows(), hash));
    }

    private static Content entry(JsonNode content, String hash) throws MalformedLine {
        var line = LineJson.read(content, EntryLine.class);
        return new Content.Entry(new JournalEntry(line.seq(), line.at(), line.what(), line.prev(), hash));
    }

    private static String sha256(byte[] bytes, int from, int length) {
        return new Sha256().add(bytes, from, length).hex();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
