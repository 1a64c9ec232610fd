package dev.cmkconsole.journal;

import dev.cmkconsole.model.record.JournalEntry;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads single lines of a journal file: at a known offset, or from the end backwards. It holds one line and one block
 * in memory. Unlike a channel, it is not closed by an interrupt of its thread.
 */
final class JournalLines implements Closeable {
    private static final int SMALLEST = 1 << 13;
    private static final int BLOCK = 1 << 16;

    private final RandomAccessFile file;
    private final long end;
    /** The bytes before the lines that were already given, without their newline; they begin at {@link #start}. */
    private byte[] unread = new byte[0];

    private int length;
    private long start;
    private boolean torn;

    private JournalLines(RandomAccessFile file, long end) {
        this.file = file;
        this.end = end;
        this.start = end;
    }

    /** @param limit the offset at which the journal ends for the reader */
    static JournalLines of(Path journal, long limit) throws IOException {
        var file = new RandomAccessFile(journal.toFile(), "r");
        try {
            var lines = new JournalLines(file, Math.min(limit, file.length()));
            lines.torn = lines.end > 0 && lines.byteAt(lines.end - 1) != '\n';
            return lines;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private int byteAt(long offset) throws IOException {
        file.seek(offset);
        return file.read();
    }

    /** The entry of the line that begins at an offset; empty if there is none. */
    Optional<JournalEntry> at(long offset) throws IOException {
        int size = SMALLEST;
        while (offset >= 0 && offset < end) {
            var block = read(offset, (int) Math.min(size, end - offset));
            int newline = indexOfNewline(block);
            if (newline >= 0) {
                return entry(Arrays.copyOf(block, newline));
            }
            if (block.length < size || size > JournalFormat.LONGEST_LINE) {
                return Optional.empty();
            }
            size *= 4;
        }
        return Optional.empty();
    }

    private byte[] read(long offset, int length) throws IOException {
        var block = new byte[length];
        file.seek(offset);
        file.readFully(block);
        return block;
    }

    private static int indexOfNewline(byte[] block) {
        for (int i = 0; i < block.length; i++) {
            if (block[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** The nearest readable entry before those already given; empty at the beginning of the file. */
    Optional<JournalEntry> previous() throws IOException {
        while (true) {
            var line = previousLine();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            boolean incomplete = torn;
            torn = false;
            var entry = incomplete ? Optional.<JournalEntry>empty() : entry(line.get());
            if (entry.isPresent()) {
                return entry;
            }
        }
    }

    private Optional<byte[]> previousLine() throws IOException {
        if (start == end && !torn && end > 0) {
            start--;
        }
        boolean tooLong = false;
        int searched = 0;
        while (true) {
            for (int i = length - 1 - searched; i >= 0; i--) {
                if (unread[i] == '\n') {
                    var line = tooLong ? new byte[0] : Arrays.copyOfRange(unread, i + 1, length);
                    length = i;
                    return Optional.of(line);
                }
            }
            searched = length;
            if (start == 0) {
                var line = Arrays.copyOf(unread, length);
                length = 0;
                return line.length == 0 ? Optional.empty() : Optional.of(line);
            }
            if (length > JournalFormat.LONGEST_LINE) {
                tooLong = true;
                length = 0;
                searched = 0;
            }
            prepend((int) Math.min(start, Math.max(BLOCK, length)));
        }
    }

    private void prepend(int more) throws IOException {
        start -= more;
        var block = Arrays.copyOf(read(start, more), more + length);
        System.arraycopy(unread, 0, block, more, length);
        unread = block;
        length = block.length;
    }

    private static Optional<JournalEntry> entry(byte[] line) {
        try {
            return JournalFormat.parse(line) instanceof JournalFormat.Content.Entry(JournalEntry entry)
                    ? Optional.of(entry)
                    : Optional.empty();
        } catch (JournalFormat.MalformedLine e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
