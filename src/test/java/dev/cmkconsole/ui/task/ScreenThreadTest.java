package dev.cmkconsole.ui.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.TestCloud;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The thread guard of the view-model tests refuses every call of a port on the JavaFX thread. */
class ScreenThreadTest {
    private final Clock clock = Clock.systemUTC();
    private final EncryptionService service = new TestCloud(clock).service();
    private final ImmediateTasks tasks = new ImmediateTasks(clock);

    private List<JournalEntry> readJournal() {
        return service.history().ofRun("run-1");
    }

    @Test
    void aButtonDoesNotReadTheJournal() {
        refused(this::readJournal);
    }

    @Test
    void aCallbackDoesNotReadTheJournal() {
        refused(() -> tasks.run(() -> "", _ -> readJournal(), _ -> {}));
        refused(() -> tasks.<String, String>run(
                events -> {
                    events.accept("so far");
                    return "";
                },
                _ -> readJournal(),
                _ -> {},
                _ -> {}));
        refused(() -> tasks.run(
                () -> {
                    throw new IllegalStateException("fails");
                },
                _ -> {},
                _ -> readJournal()));
    }

    @Test
    void aTickDoesNotReadTheJournal() {
        tasks.every(java.time.Duration.ofSeconds(1), this::readJournal);
        refused(tasks::tick);
    }

    @Test
    void workReadsIt() {
        var read = new ArrayList<List<JournalEntry>>();
        tasks.run(this::readJournal, read::add, _ -> {});
        assertThat(read).hasSize(1);
    }

    private static void refused(Runnable onTheScreen) {
        assertThatThrownBy(onTheScreen::run).isInstanceOf(AssertionError.class).hasMessageContaining("JavaFX thread");
    }
}
