package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.List;

/** Converts history lines to text. */
final class HistoryWords {
    private final Messages messages;
    private final Times times;

    HistoryWords(Messages messages, Times times) {
        this.messages = messages;
        this.times = times;
    }

    String title(HistoryLine line) {
        if (line.wholeRun()) {
            String key = "procedure." + line.what().procedure();
            var named = line.first()
                    .flatMap(e -> e.what().facts())
                    .or(() -> line.last().flatMap(e -> e.what().facts()))
                    .flatMap(RunFacts::name);
            return messages.get(
                    "history.wholeRun",
                    named.orElseGet(() ->
                            messages.has(key) ? messages.get(key) : line.what().procedure()));
        }
        return line.what().attempt() > 1
                ? messages.get(
                        "history.attempt", line.what().title(), line.what().attempt())
                : line.what().title();
    }

    Badge badge(HistoryLine line) {
        if (line.underWay()) {
            return new Badge(Tone.INFO, "fth-loader", messages.get("history.underWay"));
        }
        if (line.outcome().isEmpty()) {
            return new Badge(Tone.CAUTION, "fth-help-circle", messages.get("history.open"));
        }
        Outcome outcome = line.outcome().get();
        String word = messages.get("outcome." + outcome.name());
        return switch (outcome) {
            case DONE, DONE_UNANSWERED -> new Badge(Tone.OK, "fth-check-circle", word);
            case STOPPED -> new Badge(Tone.INFO, "fth-pause-circle", word);
            case NOT_DONE, REFUSED -> new Badge(Tone.CAUTION, "fth-minus-circle", word);
            case UNKNOWN -> new Badge(Tone.CAUTION, "fth-help-circle", word);
            case FAILED -> new Badge(Tone.DANGER, "fth-alert-triangle", word);
        };
    }

    List<Fact> facts(HistoryLine line) {
        var what = line.what();
        var facts = new ArrayList<Fact>();
        facts.add(plain("history.column.when", times.absolute(line.at())));
        line.last()
                .filter(e -> line.first().isPresent())
                .ifPresent(e -> facts.add(plain("history.ended", times.absolute(e.at()))));
        facts.add(plain("history.column.who", what.actor()));
        line.first()
                .filter(_ -> line.wholeRun())
                .ifPresent(e -> facts.add(plain("history.begun", e.what().title())));
        facts.add(plain("history.where", what.connection()));
        facts.add(plain("history.column.project", what.projectName()));
        facts.add(Fact.identifier(messages.get("project.id"), what.projectId()));
        what.target().ifPresent(t -> facts.add(Fact.identifier(messages.get("history.target"), t)));
        what.reversibility().ifPresent(r -> facts.add(plain("history.undo", messages.get("plan.undo." + r.name()))));
        line.status().ifPresent(s -> facts.add(plain("history.status", String.valueOf(s))));
        line.code().ifPresent(c -> facts.add(Fact.identifier(messages.get("history.code"), c)));
        line.requestId().ifPresent(r -> facts.add(Fact.identifier(messages.get("history.requestId"), r)));
        facts.add(Fact.identifier(messages.get("history.runId"), line.runId()));
        line.last().or(line::first).ifPresent(e -> facts.add(Fact.identifier(messages.get("history.hash"), e.hash())));
        return facts;
    }

    private Fact plain(String key, String text) {
        return Fact.plain(messages.get(key), text);
    }

    /** Returns one line as text for copying. */
    String text(HistoryLine line) {
        return String.join(
                "\t",
                line.at().toString(),
                line.what().actor(),
                line.what().projectName(),
                line.what().projectId(),
                title(line),
                badge(line).word(),
                line.code().orElse(""),
                line.requestId().orElse(""));
    }
}
