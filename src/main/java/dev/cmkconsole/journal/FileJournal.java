package dev.cmkconsole.journal;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectTraces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal in a file of JSON Lines, chained by SHA-256. An entry is on the disk when {@link #append} returns.
 *
 * <p>It can always be read. While it cannot be written, every append fails with a code:
 *
 * <ul>
 *   <li>{@code JOURNAL_UNWRITABLE}: the disk is full or read-only. Every append tries again.
 *   <li>{@code JOURNAL_IN_USE}: another process writes it. Every append tries again.
 *   <li>{@code JOURNAL_BROKEN}: the chain is damaged. It is never repaired; {@link JournalArchive} sets it aside.
 *   <li>{@code JOURNAL_NEWER}: a later version of this program wrote lines that this one cannot verify.
 * </ul>
 */
public final class FileJournal implements Journal {
    public static final String UNWRITABLE = "JOURNAL_UNWRITABLE";
    public static final String IN_USE = "JOURNAL_IN_USE";
    public static final String BROKEN = "JOURNAL_BROKEN";
    public static final String NEWER = "JOURNAL_NEWER";
    /** Notice: an incomplete last line, never acknowledged, was removed and kept in a file of its own. */
    public static final String TORN = "JOURNAL_TORN_TAIL";

    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);
    private static final String OPERATION = "journal.append";

    private final JournalFiles files;
    private final Clock clock;
    private final DraftWords words;
    private final Consumer<Problem.Local> notices;
    private final JournalFile.Opener opener;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Problem.Local> broken = Optional.empty();
    private ProcessLock processLock;
    private JournalFile file;
    private JournalState state = new JournalState();
    private boolean closed;

    private FileJournal(
            Path file,
            Clock clock,
            UnaryOperator<String> redaction,
            Consumer<Problem.Local> notices,
            JournalFile.Opener opener) {
        this.files = new JournalFiles(file);
        this.clock = clock;
        this.words = new DraftWords(redaction);
        this.notices = notices;
        this.opener = opener;
    }

    /**
     * Opens a journal for writing, reading it once from end to end. Creates the lock and an empty file; the first
     * append writes the header.
     *
     * @param file the journal; its directory exists
     * @param redaction removes the secrets in use from a text; what only looks like a secret is removed as well
     * @param notices gets what the user should know: {@link #TORN}, and why the journal cannot be written
     * @throws ServiceException with code {@link #IN_USE} when another process writes it
     */
    public static FileJournal open(
            Path file, Clock clock, UnaryOperator<String> redaction, Consumer<Problem.Local> notices) {
        return open(file, clock, redaction, notices, JournalFile.ON_DISK);
    }

    /**
     * Opens a journal that another process may be writing, without its lock. Every append fails with {@link
     * #UNWRITABLE}.
     */
    public static FileJournal openToRead(Path file, Clock clock) {
        var journal = new FileJournal(file, clock, UnaryOperator.identity(), _ -> {}, JournalFile.ON_DISK);
        journal.closed = true;
        journal.readWithoutWriting();
        return journal;
    }

    static FileJournal open(
            Path file,
            Clock clock,
            UnaryOperator<String> redaction,
            Consumer<Problem.Local> notices,
            JournalFile.Opener opener) {
        var journal = new FileJournal(file, clock, redaction, notices, opener);
        try {
            journal.prepare();
        } catch (ServiceException e) {
            if (e.problem().code().equals(IN_USE)) {
                throw e;
            }
            journal.readWithoutWriting();
            notices.accept((Problem.Local) e.problem());
        }
        return journal;
    }

    @Override
    public JournalEntry append(JournalDraft draft) {
        var what = words.clean(draft);
        lock.lock();
        try {
            prepare();
            return write(what);
        } finally {
            lock.unlock();
        }
    }

    private JournalEntry write(JournalDraft what) {
        var at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var bytes = new ByteArrayOutputStream();
        var header = state.hasHeader()
                ? Optional.<JournalFormat.Written>empty()
                : Optional.of(JournalFormat.header(UUID.randomUUID().toString(), at, Optional.empty()));
        header.ifPresent(first -> bytes.writeBytes(first.bytes()));
        var previous = header.map(JournalFormat.Written::hash).orElse(state.hash());
        long seq = state.seq() + 1;
        var line = JournalFormat.entry(seq, at, previous, what);
        bytes.writeBytes(line.bytes());
        try {
            file.append(bytes.toByteArray());
        } catch (IOException e) {
            throw unwritable(e);
        }
        header.ifPresent(first -> state.see(first.hash()));
        var entry = new JournalEntry(seq, at, what, previous, line.hash());
        state.see(entry);
        try {
            new HeadMark(seq, line.hash()).write(files.head());
        } catch (IOException e) {
            LOG.warn("the mark of the journal's head was not updated: {}", e.toString());
        }
        return entry;
    }

    /** Takes the lock and reads the file, unless that has already succeeded. */
    private void prepare() {
        if (closed) {
            throw failure(UNWRITABLE, files.journal() + " is not open for writing", null);
        }
        if (file != null) {
            return;
        }
        if (broken.isPresent()) {
            throw new ServiceException(broken.get());
        }
        try {
            processLock = ProcessLock.tryLock(files.lock())
                    .orElseThrow(() -> failure(
                            IN_USE,
                            files.journal() + " is being written by "
                                    + ProcessLock.holder(files.lock()).orElse("another process"),
                            null));
            file = openChecked();
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            if (file == null) {
                letGo();
            }
        }
    }

    private JournalFile openChecked() throws IOException {
        var found = JournalState.read(files);
        broken = found.firstBreak()
                .map(fault -> problem(
                        fault.kind() == FaultKind.NEWER_FORMAT ? NEWER : BROKEN,
                        files.journal() + ", line " + fault.line() + ": " + fault.detail()));
        if (broken.isPresent()) {
            throw new ServiceException(broken.get());
        }
        var opened = JournalFile.open(files.journal(), opener);
        try {
            if (opened.length() > found.validLength()) {
                cutTorn(opened, found.validLength());
            }
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        state = found;
        return opened;
    }

    private void cutTorn(JournalFile opened, long validLength) throws IOException {
        var kept = files.freeTorn();
        JournalFile.keepTail(files.journal(), validLength, kept);
        opened.cut(validLength);
        notices.accept(new Problem.Local(
                "journal.open",
                TORN,
                "The last line of " + files.journal() + " is incomplete. It was removed and kept as "
                        + kept.getFileName() + ".",
                clock.instant()));
    }

    private void readWithoutWriting() {
        try {
            state = JournalState.read(files);
        } catch (IOException e) {
            LOG.warn("the journal cannot be read: {}", e.toString());
        }
    }

    @Override
    public List<JournalEntry> entries() {
        var all = new ArrayList<JournalEntry>();
        forEach(all::add);
        return all;
    }

    @Override
    public void forEach(Consumer<JournalEntry> visitor) {
        read((reader, limit) -> {
            reader.forEach(limit, visitor);
            return null;
        });
    }

    @Override
    public void forEachFrom(long place, Predicate<Placed> visitor) {
        read((reader, limit) -> {
            reader.forEachFrom(place, limit, visitor);
            return null;
        });
    }

    @Override
    public void newestFirst(Predicate<JournalEntry> visitor) {
        read((reader, limit) -> {
            reader.newestFirst(limit, visitor);
            return null;
        });
    }

    @Override
    public List<JournalEntry> at(List<Long> places) {
        return read((reader, limit) -> reader.at(places, limit));
    }

    @Override
    public Optional<String> chain() {
        try {
            return new JournalReader(files.journal()).header().map(JournalHeader::hash);
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    @Override
    public long end() {
        long limit = limit();
        try {
            if (limit < Long.MAX_VALUE) {
                return limit;
            }
            return Files.exists(files.journal()) ? Files.size(files.journal()) : 0;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The offset after the last acknowledged entry, if this object writes the file. */
    private long limit() {
        lock.lock();
        try {
            return file == null ? Long.MAX_VALUE : file.length();
        } finally {
            lock.unlock();
        }
    }

    private <T> T read(BiFunction<JournalReader, Long, T> reading) {
        try {
            return reading.apply(new JournalReader(files.journal()), limit());
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    private ServiceException unreadable(IOException cause) {
        return new ServiceException(
                new Problem.Local("journal.read", "JOURNAL_UNREADABLE", cause.toString(), clock.instant()), cause);
    }

    @Override
    public Optional<JournalEntry> last() {
        lock.lock();
        try {
            return state.last();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<JournalEntry> openIntents(String projectId) {
        lock.lock();
        try {
            return state.openIntents(projectId);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public <T> T trace(Function<ProjectTraces, T> question) {
        lock.lock();
        try {
            return question.apply(state.traces());
        } finally {
            lock.unlock();
        }
    }

    private ServiceException unwritable(IOException cause) {
        return failure(UNWRITABLE, files.journal() + " cannot be written: " + cause, cause);
    }

    private ServiceException failure(String code, String detail, IOException cause) {
        return new ServiceException(problem(code, detail), cause);
    }

    private Problem.Local problem(String code, String detail) {
        return new Problem.Local(OPERATION, code, detail, clock.instant());
    }

    private void letGo() {
        try (var _ = processLock;
                var _ = file) {
            LOG.debug("journal closed");
        } catch (IOException e) {
            LOG.warn("the journal was not closed cleanly: {}", e.toString());
        }
        processLock = null;
        file = null;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            letGo();
        } finally {
            lock.unlock();
        }
    }
}
