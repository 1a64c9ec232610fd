package dev.cmkconsole.preflight;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Fix;
import java.util.Locale;
import java.util.Optional;

/**
 * A report as text for people and as JSON for programs. The text contains every proposed change in full, so that it
 * can be mailed.
 */
public final class CheckReportText {
    private static final String MARGIN = "      ";

    private final Phrasebook words;

    public CheckReportText(Phrasebook words) {
        this.words = words;
    }

    public String text(PreflightReport report) {
        var text = new StringBuilder();
        line(
                text,
                "",
                Text.of(
                        "check.report.heading",
                        report.project().map(Project::name).orElse("?"),
                        report.projectId(),
                        report.at()));
        report.keyDeletion().ifPresent(urgent -> line(text, "", Text.of("check.report.urgent", urgent)));
        report.role().ifPresent(role -> line(text, "", Text.of("check.report.role", role.toString())));
        report.key().ifPresent(key -> line(text, "", Text.of("check.report.key", key.toString())));
        line(text, "", counts(report));
        report.groups().forEach((group, results) -> {
            text.append('\n');
            line(text, "", Text.of("check.group." + group));
            results.forEach(result -> one(text, result));
        });
        text.append('\n');
        line(text, "", report.conclusionText());
        return text.toString();
    }

    /** How many checks pass, fail, warn and have no answer. */
    public static Text counts(PreflightReport report) {
        long warnings = report.count(CheckOutcome.WARN);
        return Text.of(
                warnings == 0 ? "check.report.counts" : "check.report.counts.warn",
                report.count(CheckOutcome.PASS),
                report.count(CheckOutcome.FAIL),
                report.count(CheckOutcome.CANNOT_TELL),
                warnings);
    }

    /** One check with everything that it says to do. */
    public String one(CheckResult result) {
        var text = new StringBuilder();
        one(text, result);
        return text.toString().stripTrailing();
    }

    private void one(StringBuilder text, CheckResult result) {
        var verdict = result.verdict();
        text.append(String.format(
                "  %-16s%s %s%n",
                words.say(Text.of("check.word." + verdict.outcome())),
                words.say(result.question()),
                words.say(result.reason())));
        verdict.lines()
                .forEach(why ->
                        text.append(MARGIN).append("- ").append(words.say(why)).append('\n'));
        for (var fix : verdict.fixes()) {
            line(text, MARGIN, Text.of("check.report.fix", fix.advice()));
            command(fix)
                    .ifPresent(command -> command.lines()
                            .forEach(l ->
                                    text.append(MARGIN).append("  ").append(l).append('\n')));
        }
    }

    private void line(StringBuilder text, String margin, Text what) {
        text.append(margin).append(words.say(what)).append('\n');
    }

    private static Optional<String> command(Fix fix) {
        return switch (fix) {
            case Fix.PolicyChange change -> Optional.of(change.command());
            case Fix.Command command -> Optional.of(command.command());
            case Fix.Button _, Fix.Advice _ -> Optional.empty();
        };
    }

    /** The JSON, indented. */
    public String jsonText(PreflightReport report) {
        return json(report).toPrettyString();
    }

    public ObjectNode json(PreflightReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        var project = json.putObject("project").put("id", report.projectId());
        report.project().ifPresent(p -> project.put("name", p.name()));
        json.put("checkedAt", report.at().toString());
        report.role().ifPresent(role -> json.put("role", role.toString()));
        report.key().ifPresent(key -> json.put("key", key.toString()));
        report.keyDeletion().ifPresent(urgent -> json.put("keyDeletion", words.say(urgent)));
        json.put("conclusion", code(report.conclusion()));
        json.putObject("counts")
                .put("pass", report.count(CheckOutcome.PASS))
                .put("fail", report.count(CheckOutcome.FAIL))
                .put("cannotTell", report.count(CheckOutcome.CANNOT_TELL))
                .put("warn", report.count(CheckOutcome.WARN));
        var checks = json.putArray("checks");
        report.results().forEach(result -> checks.add(json(result)));
        report.notAsked().stream().map(CheckId::toString).forEach(json.putArray("notAsked")::add);
        return json;
    }

    private static String code(PreflightReport.Conclusion conclusion) {
        return switch (conclusion) {
            case PASSES -> "pass";
            case FAILS -> "fail";
            case CANNOT_TELL -> "cannotTell";
        };
    }

    private static String code(CheckOutcome word) {
        return switch (word) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case CANNOT_TELL -> "cannotTell";
            case WARN -> "warn";
        };
    }

    /** One check as it stands in the report. */
    public ObjectNode json(CheckResult result) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", result.id().toString())
                .put("group", result.group().name().toLowerCase(Locale.ROOT))
                .put("question", words.say(result.question()));
        json.put("verdict", code(result.verdict().outcome()))
                .put("reason", words.say(result.verdict().reason()))
                .put("code", result.verdict().reason().key());
        result.accepted()
                .ifPresent(a ->
                        json.putObject("accepted").put("at", a.at().toString()).put("by", a.by()));
        result.calls().forEach(json.putArray("calls")::add);
        result.verdict().reasoning().forEach(why -> json.withArray("/reasoning").add(words.say(why)));
        result.verdict().fixes().forEach(fix -> json.withArray("/fixes").add(json(fix)));
        return json;
    }

    private ObjectNode json(Fix fix) {
        var json = JsonNodeFactory.instance.objectNode().put("advice", words.say(fix.advice()));
        switch (fix) {
            case Fix.PolicyChange change ->
                json.put("kind", "policy")
                        .put("operation", change.request().operation())
                        .put("target", change.request().target())
                        .put("before", change.before())
                        .put("after", change.after())
                        .put("command", change.command());
            case Fix.Command command -> json.put("kind", "command").put("command", command.command());
            case Fix.Button button ->
                json.put("kind", "action").put("action", button.action().id());
            case Fix.Advice _ -> json.put("kind", "advice");
        }
        return json;
    }
}
