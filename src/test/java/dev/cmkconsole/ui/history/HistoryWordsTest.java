package dev.cmkconsole.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Times;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts in the details of one history line. */
class HistoryWordsTest {
    private static final String BEGUN =
            "3 of 35 steps to do; accepted by the user although it cannot be told: check:hidden-policies";

    private final Messages messages = new Messages(Locale.US, ZoneId.of("UTC"));
    private final HistoryWords words = new HistoryWords(messages, new Times(messages));

    private static JournalEntry entry(EntryKind kind, String title, Optional<JournalDraft.Outcome> outcome) {
        var origin = new RunOrigin("run-1", "switch", "dana", "practice", "5f2a00000000000000000001", "ledger-legacy");
        var ended = outcome.map(Drafts::ended).orElse(RecordedResult.NONE);
        var draft = JournalDraft.of(kind, origin, StepAttempt.wholeRun(title)).withResult(ended);
        return new JournalEntry(1, World.NOW, draft, "0".repeat(64), "1".repeat(64));
    }

    @Test
    void aRunUnderWayIsNotARunWithoutAnOutcome() {
        var begun = List.of(entry(EntryKind.RUN_STARTED, BEGUN, Optional.empty()));
        assertThat(words.badge(HistoryLine.of(begun, "run-1"::equals).getFirst())
                        .word())
                .isEqualTo("in progress");
        assertThat(words.badge(HistoryLine.of(begun, "run-2"::equals).getFirst())
                        .word())
                .isEqualTo("no outcome recorded");
        var ended = entry(EntryKind.RUN_ENDED, "Run ended: done", Optional.of(JournalDraft.Outcome.DONE));
        assertThat(words.badge(HistoryLine.of(List.of(ended, begun.getFirst()), "run-1"::equals)
                                .getFirst())
                        .word())
                .isEqualTo("done");
    }

    @Test
    void aRunIsCalledWhatItDidWhereItsStartOrItsEndAloneIsRead() {
        for (var kind : List.of(EntryKind.RUN_STARTED, EntryKind.RUN_ENDED)) {
            var origin = new RunOrigin("r", "clusters", "dana", "practice", "5f2a00000000000000000001", "p");
            var draft = JournalDraft.of(kind, origin, StepAttempt.wholeRun("1 of 3 steps to do"))
                    .withFacts(new RunFacts(Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty())
                            .named(Optional.of("Stop encrypting clusters")));
            var entry = new JournalEntry(1, World.NOW, draft, "0".repeat(64), "1".repeat(64));
            assertThat(words.title(HistoryLine.of(List.of(entry), _ -> false).getFirst()))
                    .isEqualTo("Run: Stop encrypting clusters");
        }
    }

    @Test
    void aWholeRunSaysWhatWasAcceptedWhenItBegan() {
        var lines = HistoryLine.of(
                List.of(
                        entry(EntryKind.RUN_ENDED, "Run ended: done", Optional.of(JournalDraft.Outcome.DONE)),
                        entry(EntryKind.RUN_STARTED, BEGUN, Optional.empty())),
                _ -> false);
        assertThat(lines)
                .singleElement()
                .satisfies(line ->
                        assertThat(words.facts(line)).contains(Fact.plain(messages.get("history.begun"), BEGUN)));
    }
}
