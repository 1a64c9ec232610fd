package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.UnwritableJournal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.RequestLog;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.enable.EnableViewModel;
import dev.cmkconsole.ui.plan.RunViewModel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without a writable history, nothing is sent. The run states the reason and the remedy, and continues after the
 * repair.
 */
class UnwritableJournalTest {
    @TempDir
    private Path folder;

    private final UnwritableJournal disk = new UnwritableJournal();
    private Sandbox sandbox;
    private SandboxWindow w;

    @BeforeEach
    void start() {
        sandbox = SandboxWindow.quickSandbox();
    }

    @AfterEach
    void stop() {
        w.close();
        sandbox.close();
    }

    private void open() {
        w = new SandboxWindow(sandbox, disk.open(folder.resolve("journal.jsonl"), Clock.systemUTC()), folder);
    }

    private List<String> changes() {
        return sandbox.requestLog().entries().stream()
                .map(RequestLog.Entry::operation)
                .filter(o -> o.matches("(iam:|kms:)?(create|Create|update|Update|authorize|Put).*"))
                .toList();
    }

    private EnableViewModel toReview() {
        var model = new EnableViewModel(w.service, w.window.frame(), w.project("analytics-dev"), () -> {});
        model.open();
        var wizard = model.wizardProperty().get();
        wizard.next();
        var key = (KeyPageViewModel) wizard.page();
        key.pickedProperty()
                .set(key.keys().stream()
                        .filter(k -> k.name().equals("alias/atlas-analytics"))
                        .findFirst()
                        .orElseThrow());
        wizard.next();
        wizard.next();
        wizard.next();
        assertThat(wizard.page().id()).isEqualTo("review");
        return model;
    }

    private void impatiently(EnableViewModel model, Runnable button) {
        w.impatiently(
                Duration.ofMillis(50),
                () -> () -> Optional.ofNullable(model.runProperty().get()).ifPresent(RunViewModel::tryNow),
                button);
    }

    private void saysWhyAndWhatToDo(RunViewModel run) {
        assertThat(run.phase()).isEqualTo(RunViewModel.Phase.ENDED);
        var words = PlainWords.of(w.window.messages, run.problemProperty().get());
        assertThat(words.what()).isEqualTo("The history cannot be written.");
        assertThat(words.means()).contains("Nothing more is sent");
        assertThat(words.next()).contains("Free space", "write access", "try again");
        assertThat(w.window.activities.running()).isEmpty();
    }

    @Test
    void onAFullDiskNothingIsSentAndTheRunGoesOnOnceThereIsRoom() {
        open();
        var model = toReview();
        disk.leaveRoomFor(0);
        model.wizardProperty().get().next();
        var run = model.runProperty().get();
        saysWhyAndWhatToDo(run);
        assertThat(changes()).isEmpty();
        assertThat(run.headlineProperty().get()).isEqualTo(w.window.messages.get("run.headline.NOT_STARTED"));
        disk.mend();
        impatiently(model, run::again);
        assertThat(run.result().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(model.wizardProperty().get().page().id()).isEqualTo("result");
    }

    @Test
    void onAReadOnlyDiskNothingIsSentEitherFromTheStart() {
        disk.readOnly();
        open();
        var model = toReview();
        model.wizardProperty().get().next();
        saysWhyAndWhatToDo(model.runProperty().get());

        var clusters = new ClustersViewModel(w.service, w.window.frame(), w.project("ledger-legacy"), () -> {});
        clusters.show(w.observe("ledger-legacy"));
        clusters.want("sandpit", true);
        clusters.review();
        clusters.apply();
        saysWhyAndWhatToDo(clusters.runProperty().get());
        clusters.back();
        assertThat(clusters.rows())
                .filteredOn(r -> r.name().equals("sandpit"))
                .singleElement()
                .satisfies(r -> assertThat(r.wanted()).isTrue());
        assertThat(changes()).isEmpty();
    }

    /**
     * The disk fills up between an intent and its outcome, or before an intent. Every request that was sent had its
     * intent on disk.
     */
    @Test
    void wheneverTheDiskFillsUpNothingLeavesWithoutItsIntent() {
        open();
        var model = toReview();
        for (int room = 600; room < 30_000; room += 2_500) {
            int sent = changes().size();
            disk.leaveRoomFor(room);
            if (model.runProperty().get() == null) {
                impatiently(model, model.wizardProperty().get()::next);
            } else {
                impatiently(model, model.runProperty().get()::again);
            }
            var run = model.runProperty().get();
            long intents = w.journal.entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .count();
            assertThat((long) changes().size()).as("room for %s bytes", room).isLessThanOrEqualTo(intents);
            if (run.result() != null && run.result().kind() == RunResult.RunOutcomeKind.DONE) {
                assertThat(sent).as("filled up at least once before").isPositive();
                return;
            }
            saysWhyAndWhatToDo(run);
            disk.mend();
        }
        throw new AssertionError("never came to the end");
    }
}
