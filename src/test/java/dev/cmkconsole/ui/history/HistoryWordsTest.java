package dev.cmkconsole.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Kind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Times;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the details of one line say. */
class HistoryWordsTest {
    private static final String BEGUN =
            "3 of 35 steps to do; accepted by the user although it cannot be told: check:hidden-policies";

    private final Messages messages = new Messages(Locale.US, ZoneId.of("UTC"));
    private final HistoryWords words = new HistoryWords(messages, new Times(messages));

    private static JournalEntry entry(Kind kind, String title, Optional<JournalDraft.Outcome> outcome) {
        var draft = new JournalDraft(
                kind,
                "run-1",
                "dana",
                "practice",
                "switch",
                "5f2a00000000000000000001",
                "ledger-legacy",
                Optional.empty(),
                0,
                title,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new JournalEntry(1, World.NOW, draft, "0".repeat(64), "1".repeat(64));
    }

    @Test
    void aWholeRunSaysWhatWasAcceptedWhenItBegan() {
        var lines = HistoryLine.of(List.of(
                entry(Kind.RUN_ENDED, "Run ended: done", Optional.of(JournalDraft.Outcome.DONE)),
                entry(Kind.RUN_STARTED, BEGUN, Optional.empty())));
        assertThat(lines)
                .singleElement()
                .satisfies(line ->
                        assertThat(words.facts(line)).contains(Fact.plain(messages.get("history.begun"), BEGUN)));
    }
}
