package dev.cmkconsole.service.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import dev.cmkconsole.model.snapshot.KeyRecords.RefusedRestore;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the journal says of drills and refused restores, by entries written by hand. */
@Alongside
class TrialHistoryTest {
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    private static final String OTHER = "arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555";
    private static final String NEIGHBOUR = "64f0c0ffee0123456789abce";

    private final MovingClock clock = new MovingClock();
    private final MemoryJournal journal = new MemoryJournal(clock, new ArrayList<>());
    private final TrialHistory history = new TrialHistory(journal);

    private static JournalDraft entry(
            EntryKind kind, String procedure, String run, String project, String request, Optional<Outcome> outcome) {
        var draft = JournalDraft.of(
                        kind,
                        new RunOrigin(run, procedure, "operator", "practice", project, "payments-prod"),
                        StepAttempt.of("step", 1, "A step", Reversibility.UNDO))
                .withChange(new ChangeRequest(Optional.empty(), Optional.of(request), Optional.empty()));
        return outcome.map(o -> draft.withResult(Drafts.ended(o))).orElse(draft);
    }

    private Instant intent(String procedure, String run, String project, String request) {
        clock.pass(Duration.ofSeconds(1));
        return journal.append(entry(EntryKind.INTENT, procedure, run, project, request, Optional.empty()))
                .at();
    }

    private void outcome(String procedure, String run, String project, String request, Outcome outcome) {
        clock.pass(Duration.ofSeconds(1));
        journal.append(entry(EntryKind.OUTCOME, procedure, run, project, request, Optional.of(outcome)));
    }

    private static String disable(String key) {
        return "kms:DisableKey " + key;
    }

    private static String enable(String key) {
        return "kms:EnableKey " + key;
    }

    private Optional<Optional<Instant>> ended() {
        return history.drill(Drafts.PROJECT).map(KeyDrill::enabled);
    }

    @Test
    void aDrillIsTheLastDisablingThatWasTakenAndEndsWithTheKeyEnabledAfterIt() {
        assertThat(history.drill(Drafts.PROJECT)).isEmpty();
        intent("old-key", "before", NEIGHBOUR, enable(KEY));
        var disabled = intent("drill", "first", Drafts.PROJECT, disable(KEY));
        assertThat(history.drill(Drafts.PROJECT)).get().satisfies(drill -> {
            assertThat(drill.disabled()).isEqualTo(disabled);
            assertThat(drill.enabled()).as("enabled before the drill").isEmpty();
        });
        intent("old-key", "elsewhere", NEIGHBOUR, enable(OTHER));
        assertThat(ended()).as("another key was enabled").contains(Optional.empty());
        var enabled = intent("old-key", "help", NEIGHBOUR, enable(KEY));
        assertThat(ended()).as("enabled for another project").contains(Optional.of(enabled));
        outcome("old-key", "help", NEIGHBOUR, enable(KEY), Outcome.REFUSED);
        assertThat(ended()).as("AWS refused to enable it").contains(Optional.empty());
        var again = intent("drill", "first", Drafts.PROJECT, enable(KEY));
        intent("drill", "second", Drafts.PROJECT, disable(OTHER));
        outcome("drill", "second", Drafts.PROJECT, disable(OTHER), Outcome.NOT_DONE);
        assertThat(history.drill(Drafts.PROJECT))
                .as("the second was not taken")
                .get()
                .satisfies(drill -> assertThat(drill.disabled()).isEqualTo(disabled));
        assertThat(ended()).as("the first ended, whatever became of the second").contains(Optional.of(again));
        assertThat(history.drill(NEIGHBOUR)).isEmpty();
    }

    @Test
    void aRefusedRestoreIsNamedWithItsSnapshot() {
        String request = "POST /api/atlas/v2/groups/" + Drafts.PROJECT + "/clusters/orders/backup/restoreJobs\n"
                + "{\"snapshotId\":\"5f0c0ffee0123456789abcde\"}";
        intent("restore-proof", "run", Drafts.PROJECT, request);
        assertThat(history.refusedRestores(Drafts.PROJECT)).isEmpty();
        outcome("restore-proof", "run", Drafts.PROJECT, request, Outcome.REFUSED);
        assertThat(history.refusedRestores(Drafts.PROJECT))
                .extracting(RefusedRestore::snapshot)
                .containsExactly("5f0c0ffee0123456789abcde");
        assertThat(history.refusedRestores(NEIGHBOUR)).isEmpty();
    }

    @Provide
    Arbitrary<List<JournalDraft>> entries() {
        return Combinators.combine(
                        Arbitraries.of(EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.RECONCILED),
                        Arbitraries.of("drill", "old-key"),
                        Arbitraries.of("first", "second", "third"),
                        Arbitraries.of(Drafts.PROJECT, NEIGHBOUR),
                        Arbitraries.of(disable(KEY), enable(KEY), disable(OTHER), enable(OTHER)),
                        Arbitraries.of(Outcome.class))
                .as((kind, procedure, run, project, request, outcome) -> entry(
                        kind,
                        procedure,
                        run + procedure + project,
                        project,
                        request,
                        kind == EntryKind.INTENT ? Optional.empty() : Optional.of(outcome)))
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void askedAfterEachEntryItSaysWhatOneWhoReadsEverythingSays(@ForAll("entries") List<JournalDraft> entries) {
        for (var draft : entries) {
            clock.pass(Duration.ofSeconds(1));
            journal.append(draft);
            var whole = new TrialHistory(journal);
            for (var project : List.of(Drafts.PROJECT, NEIGHBOUR)) {
                assertThat(history.drill(project)).isEqualTo(whole.drill(project));
            }
        }
    }
}
