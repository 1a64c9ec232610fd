package dev.cmkconsole.journal;

import dev.cmkconsole.model.JournalDraft;
import dev.cmkconsole.model.JournalEntry;
import dev.cmkconsole.model.Reversibility;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Runs in words, for a person without this program: what was done, when, by whom, with what result. Made from the journal alone; times are UTC. */
public final class RunReport {
    private final Verification verification;

    /** @param verification of the journal that the runs come from, quoted at the end of the report */
    public RunReport(Verification verification) {
        this.verification = verification;
    }

    private sealed interface Block {
        record Heading(int level, String text) implements Block {}

        record Fact(String name, String value) implements Block {}

        record Document(String name, String text) implements Block {}
    }

    public String text(List<RecordedRun> runs) {
        var out = new StringBuilder();
        blocks(runs, block -> {
            switch (block) {
                case Block.Heading(int level, String text) -> out.append(level == 1 ? "\n" : "\n  ").append(text).append('\n')
                        .append(level == 1 ? "=".repeat(text.length()) + "\n" : "");
                case Block.Fact(String name, String value) -> out.append(String.format("    %-12s %s%n", name, value.replace("\n", "\n" + " ".repeat(17))));
                case Block.Document(String name, String text) -> out.append("    ").append(name).append('\n')
                        .append(text.indent(8));
            }
        });
        return out.toString().replace("\r\n", "\n").stripLeading();
    }

    /** One page without scripts and without anything loaded from elsewhere. */
    public String html(List<RecordedRun> runs) {
        var out = new StringBuilder("""
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>CMK Console: report of runs</title>
                <style>body{font:15px/1.45 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1f2328;background:#fff}
                h1{font-size:1.4rem;margin-top:2.5rem}h2{font-size:1.1rem;margin-top:1.5rem}p{margin:.15rem 0}b{display:inline-block;min-width:8rem;font-weight:600}
                pre{background:#f6f8fa;padding:.75rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}span{overflow-wrap:anywhere}</style></head><body>
                """);
        blocks(runs, block -> {
            switch (block) {
                case Block.Heading(int level, String text) -> out.append("<h%d>%s</h%d>%n".formatted(level, escape(text), level));
                case Block.Fact(String name, String value) -> out.append("<p><b>%s</b> <span>%s</span></p>%n".formatted(escape(name), escape(value)));
                case Block.Document(String name, String text) -> out.append("<p><b>%s</b></p><pre>%s</pre>%n".formatted(escape(name), escape(text)));
            }
        });
        return out.append("</body></html>\n").toString().replace("\r\n", "\n");
    }

    private void blocks(List<RecordedRun> runs, Consumer<Block> out) {
        for (var run : runs) {
            run(run, out);
        }
        out.accept(new Block.Heading(1, "The journal"));
        out.accept(new Block.Fact("Entries", verification.entries() + (verification.headSeq() > 0 ? ", the last is " + verification.headSeq() : "")));
        verification.head().ifPresent(head -> out.accept(new Block.Fact("Head hash", head)));
        out.accept(new Block.Fact("Check", verification.intact() ? "The chain is unbroken." : "The journal is damaged."));
        verification.faults().forEach(fault -> out.accept(new Block.Fact("Line " + fault.line(), fault.detail())));
    }

    private static void run(RecordedRun run, Consumer<Block> out) {
        var first = run.first();
        out.accept(new Block.Heading(1, first.title()));
        out.accept(new Block.Fact("Project", first.projectName() + " (" + first.projectId() + ")"));
        out.accept(new Block.Fact("Procedure", first.procedure()));
        out.accept(new Block.Fact("Run", run.runId()));
        out.accept(new Block.Fact("By", first.actor()));
        out.accept(new Block.Fact("Connection", first.connection()));
        out.accept(new Block.Fact("Began", time(run.began())));
        out.accept(new Block.Fact("Ended", run.ended().map(at -> time(at) + " (after " + lasting(run.began(), at) + ")").orElse("no end is recorded")));
        out.accept(new Block.Fact("Result", run.outcome().map(RunReport::words).orElse("not known: the record of this run has no end")));
        run.attempts().forEach(attempt -> attempt(attempt, out));
    }

    private static void attempt(RecordedRun.Attempt attempt, Consumer<Block> out) {
        var what = attempt.any().what();
        out.accept(new Block.Heading(2, attempt.title() + (attempt.number() > 1 ? " (attempt " + attempt.number() + ")" : "")));
        var closing = attempt.closing();
        out.accept(new Block.Fact("Result", closing.map(RunReport::result).orElse("not recorded: the program ended between the request and its outcome")));
        out.accept(new Block.Fact("When", time(attempt.any().at()) + closing.map(end -> " (" + lasting(attempt.any().at(), end.at()) + ")").orElse("")));
        what.reversibility().ifPresent(reversibility -> out.accept(new Block.Fact("Undo", words(reversibility))));
        what.target().ifPresent(target -> out.accept(new Block.Fact("Target", target)));
        closing.flatMap(end -> end.what().requestId()).ifPresent(id -> out.accept(new Block.Fact("Request id", id)));
        out.accept(new Block.Fact("Entries", entries(attempt)));
        what.request().filter(text -> !text.isBlank()).ifPresent(text -> out.accept(new Block.Document("Request", text)));
        closing.flatMap(end -> end.what().answer()).filter(text -> !text.isBlank()).ifPresent(text -> out.accept(new Block.Document("Answer", text)));
    }

    private static String result(JournalEntry closing) {
        var what = closing.what();
        return what.outcome().map(RunReport::words).orElse("not said") + what.status().map(status -> ", status " + status).orElse("")
                + what.code().map(code -> ", " + code).orElse("") + (what.kind() == JournalDraft.Kind.RECONCILED ? " (found out later)" : "");
    }

    private static String entries(RecordedRun.Attempt attempt) {
        return attempt.intent().map(entry -> "" + entry.seq()).orElse("none") + attempt.closing().map(entry -> ", " + entry.seq()).orElse("");
    }

    private static String words(JournalDraft.Outcome outcome) {
        return switch (outcome) {
            case DONE -> "done, and read back";
            case DONE_UNANSWERED -> "done: no usable answer came, but reading back showed it";
            case NOT_DONE -> "not done: reading back showed no change";
            case REFUSED -> "refused by the service";
            case UNKNOWN -> "not known: it could not be read back, or may show later";
            case STOPPED -> "stopped by the user";
            case FAILED -> "ended early";
        };
    }

    private static String words(Reversibility reversibility) {
        return switch (reversibility) {
            case NOTHING -> "it changes nothing";
            case UNDO -> "one act takes it back";
            case COMPENSATE -> "another procedure can make it good";
            case NEVER -> "never";
        };
    }

    private static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String lasting(Instant from, Instant to) {
        var time = Duration.between(from, to);
        return time.isNegative() ? "the clock was set back" : time.toMinutes() > 0 ? time.toMinutes() + " min " + time.toSecondsPart() + " s"
                : time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
