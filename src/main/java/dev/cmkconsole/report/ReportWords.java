package dev.cmkconsole.report;

import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunFacts.CheckFact;
import dev.cmkconsole.report.ReportPage.Block;
import dev.cmkconsole.report.ReportPage.CheckAnswer;
import dev.cmkconsole.report.ReportPage.Exchange;
import dev.cmkconsole.report.ReportPage.Fact;
import dev.cmkconsole.report.ReportPage.Facts;
import dev.cmkconsole.report.ReportPage.Item;
import dev.cmkconsole.report.ReportPage.Mood;
import dev.cmkconsole.report.ReportPage.Paragraph;
import dev.cmkconsole.report.ReportPage.Section;
import dev.cmkconsole.report.RunReport.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** Puts a report into words. Times are UTC and say so: a report is read elsewhere. */
public final class ReportWords {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private final Phrasebook words;

    public ReportWords(Phrasebook words) {
        this.words = words;
    }

    public ReportPage page(RunReport report) {
        var sections = new ArrayList<Section>();
        sections.add(section("outcome", outcome(report)));
        sections.add(section(
                "next",
                report.next().stream()
                        .map(act -> new Item(words.say(act.words()), act.place()))
                        .toList()));
        sections.add(section("change", new ChangeWords(words).blocks(report.change())));
        sections.add(section("irreversible", irreversible(report)));
        sections.add(section("checks", checks(report)));
        sections.add(section(
                "requests",
                report.requests().isEmpty()
                        ? List.of(paragraph("report.requests.none"))
                        : report.requests().stream()
                                .<Block>map(r -> exchange(r, report.ending()))
                                .toList()));
        sections.add(section("source", source(report)));
        return new ReportPage(
                say("report.title", procedure(report), report.origin().projectName()),
                say("report.headline." + report.ending(), report.origin().projectName()),
                mood(report.ending()),
                sections.stream().filter(s -> !s.blocks().isEmpty()).toList());
    }

    private Section section(String id, List<? extends Block> blocks) {
        return new Section(id, say("report.section." + id), List.copyOf(blocks));
    }

    /** A procedure that only a later version knows keeps its recorded name. */
    private String procedure(RunReport report) {
        if (report.course().name().isPresent()) {
            return report.course().name().get();
        }
        String key = "procedure." + report.origin().procedure();
        return words.has(key) ? say(key) : report.origin().procedure();
    }

    private List<Block> outcome(RunReport report) {
        var blocks = new ArrayList<Block>();
        report.end().flatMap(RunFacts.End::at).ifPresent(at -> blocks.add(paragraph("report.stoppedAt", at)));
        report.end()
                .flatMap(RunFacts.End::told)
                .ifPresent(told -> blocks.add(paragraph("report.told", told.what(), told.means(), told.code())));
        report.end()
                .map(RunFacts.End::lanes)
                .orElse(List.of())
                .forEach(lane -> blocks.add(paragraph(
                        "report.lane",
                        lane.name(),
                        lane.told().what(),
                        lane.told().means(),
                        lane.told().code())));
        report.clock().ifPresent(clock -> blocks.add(new Paragraph(words.say(clock.recorded()))));
        var facts = new ArrayList<Fact>();
        facts.add(plain("project", report.origin().projectName()));
        facts.add(identifier("projectId", report.origin().projectId()));
        facts.add(plain("by", report.origin().actor()));
        facts.add(plain("connection", report.origin().connection()));
        facts.add(plain("began", moment(report.course().began())));
        facts.add(plain(
                "ended",
                report.course()
                        .ended()
                        .map(at -> say(
                                "report.endedAfter",
                                moment(at),
                                lasting(report.course().began(), at)))
                        .orElseGet(() -> say(
                                report.ending() == RunReport.Ending.UNDER_WAY ? "report.underWay" : "report.noEnd"))));
        facts.add(identifier("run", report.origin().runId()));
        if (report.course().parts().size() > 1) {
            facts.add(new Fact(
                    say("report.fact.parts"), String.join("\n", report.course().parts()), true));
        }
        report.course().continuedBy().ifPresent(id -> facts.add(identifier("continuedBy", id)));
        blocks.add(new Facts(facts));
        return blocks;
    }

    private List<Block> irreversible(RunReport report) {
        var blocks = new ArrayList<Block>();
        report.precautions().irreversible().forEach(warning -> {
            var sent = report.requests().stream()
                    .filter(r -> r.step().equals(warning.step()))
                    .toList();
            blocks.add(new Paragraph(say("report.irreversible", warning.title(), warning.explanation()) + " "
                    + (sent.isEmpty()
                            ? say("report.irreversible.notSent")
                            : say("report.irreversible.sent", sent.size()))));
        });
        if (!blocks.isEmpty()) {
            blocks.add(paragraph("report.irreversible.confirmed"));
        }
        return blocks;
    }

    private List<Block> checks(RunReport report) {
        var blocks = new ArrayList<Block>();
        report.precautions().decisive().ifPresent(checks -> {
            blocks.add(paragraph(
                    "report.checks." + checks.moment(),
                    moment(checks.at()),
                    count(checks, CheckOutcome.PASS),
                    count(checks, CheckOutcome.FAIL),
                    count(checks, CheckOutcome.CANNOT_TELL)));
            for (var word :
                    List.of(CheckOutcome.FAIL, CheckOutcome.CANNOT_TELL, CheckOutcome.WARN, CheckOutcome.PASS)) {
                checks.answers().stream().filter(c -> c.verdict() == word).forEach(c -> blocks.add(verdict(report, c)));
            }
        });
        return blocks;
    }

    private static long count(RunReport.Checks checks, CheckOutcome word) {
        return checks.answers().stream().filter(c -> c.verdict() == word).count();
    }

    private CheckAnswer verdict(RunReport report, CheckFact check) {
        var notes = new ArrayList<String>();
        if (check.accepted()) {
            notes.add(say("report.check.accepted"));
        }
        report.precautions().atStart().stream()
                .flatMap(start -> start.answers().stream())
                .filter(c -> c.id().equals(check.id()) && c.verdict() != check.verdict())
                .findFirst()
                .ifPresent(c -> notes.add(say("report.check.atStart", say("check.word." + c.verdict()), c.reason())));
        if (check.verdict() != CheckOutcome.PASS) {
            check.advice().ifPresent(notes::add);
        }
        return new CheckAnswer(
                switch (check.verdict()) {
                    case PASS -> Mood.GOOD;
                    case FAIL -> Mood.BAD;
                    case CANNOT_TELL, WARN -> Mood.CAUTION;
                },
                say("check.word." + check.verdict()),
                check.question(),
                check.reason(),
                String.join(" ", notes));
    }

    private Exchange exchange(Request request, RunReport.Ending ending) {
        var facts = new ArrayList<Fact>();
        facts.add(plain(
                "sent",
                moment(request.times().at())
                        + request.times()
                                .closed()
                                .filter(_ -> !request.foundLater())
                                .map(at -> say(
                                        "report.took", lasting(request.times().at(), at)))
                                .orElse("")));
        request.sent().operation().ifPresent(o -> facts.add(identifier("operation", o)));
        request.sent().target().ifPresent(t -> facts.add(identifier("target", t)));
        request.stepAttempt()
                .reversibility()
                .filter(r -> r != Reversibility.NOTHING)
                .ifPresent(r -> facts.add(plain("undo", say("plan.undo." + r))));
        request.result().status().ifPresent(s -> facts.add(plain("status", String.valueOf(s))));
        request.result().code().ifPresent(c -> facts.add(identifier("code", c)));
        request.result().requestId().ifPresent(id -> facts.add(identifier("requestId", id)));
        facts.add(plain(
                "entries",
                request.entries().intent().map(String::valueOf).orElse("-")
                        + request.entries().closing().map(seq -> ", " + seq).orElse("")));
        String result = request.outcome()
                .map(o -> say("report.outcome." + o))
                .orElseGet(() ->
                        say(ending == RunReport.Ending.UNDER_WAY ? "report.outcome.underWay" : "report.outcome.open"));
        return new Exchange(
                request.outcome().map(ReportWords::mood).orElse(Mood.CAUTION),
                request.stepAttempt().attempt() > 1
                        ? say(
                                "report.attempt",
                                request.stepAttempt().title(),
                                request.stepAttempt().attempt())
                        : request.stepAttempt().title(),
                request.foundLater() ? say("report.foundLater", result) : result,
                facts,
                request.sent().body(),
                request.result().answer());
    }

    private List<Block> source(RunReport report) {
        var source = report.source();
        var facts = new ArrayList<Fact>();
        facts.add(plain(
                "entriesOfRun",
                source.first() == source.last()
                        ? String.valueOf(source.first())
                        : say("report.entriesFromTo", String.valueOf(source.first()), String.valueOf(source.last()))));
        facts.add(identifier("lastHash", source.hash()));
        source.check().ifPresent(check -> facts.addAll(journal(check)));
        return List.of(paragraph("report.source"), new Facts(facts));
    }

    private List<Fact> journal(HistoryFile.JournalCheck check) {
        var facts = new ArrayList<Fact>();
        facts.add(plain("chain", say(chain(check), check.entries())));
        check.faults().forEach(fault -> facts.add(plain("fault", fault)));
        check.head().ifPresent(head -> facts.add(identifier("head", head)));
        return facts;
    }

    private static String chain(HistoryFile.JournalCheck check) {
        if (check.intact()) {
            return "report.chain.intact";
        }
        return check.newer() ? "report.chain.newer" : "report.chain.damaged";
    }

    static Mood mood(RunReport.Ending ending) {
        return switch (ending) {
            case DONE -> Mood.GOOD;
            case PARTLY, NEEDS_HANDS, NEEDS_DECISION, UNKNOWN, NO_END -> Mood.CAUTION;
            case BLOCKED, FAILED -> Mood.BAD;
            case STOPPED, UNDER_WAY -> Mood.NEUTRAL;
        };
    }

    private static Mood mood(Outcome outcome) {
        return switch (outcome) {
            case DONE, DONE_UNANSWERED -> Mood.GOOD;
            case NOT_DONE, REFUSED, UNKNOWN -> Mood.CAUTION;
            case STOPPED -> Mood.NEUTRAL;
            case FAILED -> Mood.BAD;
        };
    }

    static String moment(Instant at) {
        return MOMENT.format(at);
    }

    private String lasting(Instant from, Instant to) {
        var time = Duration.between(from, to);
        if (time.isNegative()) {
            return say("report.clockBack");
        }
        return time.toMinutes() > 0
                ? say("report.minutes", time.toMinutes(), time.toSecondsPart())
                : say("report.seconds", Math.floor(time.toMillis() / 100.0) / 10.0);
    }

    private Fact plain(String name, String value) {
        return new Fact(say("report.fact." + name), Legible.line(value), false);
    }

    private Fact identifier(String name, String value) {
        return new Fact(say("report.fact." + name), Legible.line(value), true);
    }

    private Paragraph paragraph(String key, Object... args) {
        return new Paragraph(say(key, args).strip());
    }

    private String say(String key, Object... args) {
        return words.say(Text.of(key, args));
    }
}
