package dev.cmkconsole.app.wiring;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.app.data.ConnectionFolder;
import dev.cmkconsole.connection.Notice;
import dev.cmkconsole.connection.Notices;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalHistoryFile;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.secret.Redaction;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.store.H2Store;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.store.SharedChecks;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * One connection with its open resources: gateways, journal and cache. Closing it closes them in the order that lets
 * each one finish.
 */
final class OpenConnection implements AutoCloseable {

    private final EncryptionService service;
    private final Runnable closeCache;
    private final Gateways gateways;
    private final Notices notices = new Notices();

    /**
     * Opens the journal first. Only the program that holds the journal may use the other files of the folder.
     *
     * @param folder an existing folder
     * @throws dev.cmkconsole.model.outcome.ServiceException when another program uses the folder, or the gateways
     *     cannot be made; then nothing stays open
     */
    static OpenConnection toChange(ConnectionFolder folder, Supplier<Gateways> made, Messages messages, Clock clock) {
        return new OpenConnection(folder, made, messages, clock);
    }

    /** Opens a connection for a command that only reads. It needs no lock, and keeps only what a check found. */
    static OpenConnection toRead(ConnectionFolder folder, Gateways gateways, Messages messages, Clock clock) {
        return new OpenConnection(folder, gateways, messages, clock);
    }

    private OpenConnection(ConnectionFolder folder, Gateways gateways, Messages messages, Clock clock) {
        this.gateways = gateways;
        closeCache = () -> {};
        var journal = FileJournal.openToRead(folder.journal(), clock);
        var nothing = new NoCache(journal);
        service = service(journal, nothing, nothing, folder, messages, clock);
    }

    private OpenConnection(ConnectionFolder folder, Supplier<Gateways> made, Messages messages, Clock clock) {
        var journal = FileJournal.open(folder.journal(), clock, Redaction.byPattern()::clean, this::notice);
        try {
            gateways = made.get();
        } catch (RuntimeException e) {
            journal.close();
            throw e;
        }
        var storeThread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("cache").factory());
        var store = H2Store.open(folder.cache(), journal, clock, storeThread, this::notice);
        closeCache = () -> {
            store.close();
            storeThread.shutdown();
        };
        service = service(journal, store, store, folder, messages, clock);
    }

    private EncryptionService service(
            Journal journal,
            SnapshotCache cache,
            HistoryIndex index,
            ConnectionFolder folder,
            Messages messages,
            Clock clock) {
        var ports = new EncryptionService.Ports(
                gateways.atlas(),
                gateways.aws(),
                journal,
                new SharedChecks(cache, folder.checks()),
                index,
                new JournalHistoryFile(folder.journal(), clock),
                messages);
        gateways.aws().addresses().stream()
                .filter(address -> address.profile().isPresent())
                .forEach(address -> notices.add(new Notice(
                        Notice.Weight.CAUTION,
                        Text.of(
                                "notice.awsAddress",
                                address.service(),
                                address.uri().toString(),
                                address.profile().orElse("")))));
        return new EncryptionService(ports, Procedures.types(), gateways.info(), gateways.waits(), clock);
    }

    EncryptionService service() {
        return service;
    }

    Notices notices() {
        return notices;
    }

    private void notice(Problem.Local problem) {
        var weight = problem.code().startsWith("CACHE") ? Notice.Weight.INFO : Notice.Weight.DANGER;
        notices.add(new Notice(weight, Text.of("notice." + problem.code(), problem.detail())));
    }

    @Override
    public void close() {
        service.close();
        closeCache.run();
        gateways.close();
    }
}
