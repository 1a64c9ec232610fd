package dev.cmkconsole.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.report.RunReport.Request;
import java.time.Instant;
import java.util.Optional;

/**
 * A report as JSON for programs; {@code docs/report-format.md} is its specification. Members without a value are
 * left out.
 */
public final class JsonReport {
    static final String FORMAT = "cmk-console-run-report";
    static final int VERSION = 1;

    private final Phrasebook words;

    public JsonReport(Phrasebook words) {
        this.words = words;
    }

    public String text(RunReport report) {
        return json(report).toPrettyString() + "\n";
    }

    public ObjectNode json(RunReport report) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("format", FORMAT).put("v", VERSION).put("run", report.runId()).put("procedure", report.procedure());
        report.parts().forEach(json.putArray("parts")::add);
        text(json, "continuedBy", report.continuedBy());
        json.putObject("project").put("id", report.projectId()).put("name", report.projectName());
        json.put("actor", report.actor())
                .put("connection", report.connection())
                .put("began", report.began().toString());
        text(json, "ended", report.ended().map(Instant::toString));
        json.put("result", report.ending().name());
        report.end().ifPresent(end -> end(json, end));
        report.before().ifPresent(facts -> json.set("before", facts(facts)));
        report.after().ifPresent(facts -> json.set("after", facts(facts)));
        var irreversible = json.putArray("irreversible");
        report.irreversible()
                .forEach(w -> irreversible
                        .addObject()
                        .put("step", w.step())
                        .put("title", w.title())
                        .put("reason", w.reason())
                        .put("explanation", w.explanation()));
        var checks = json.putArray("checks");
        report.checks().forEach(c -> checks(checks, c));
        var requests = json.putArray("requests");
        report.requests().forEach(r -> requests.add(request(r)));
        var next = json.putArray("next");
        report.next()
                .forEach(act -> text(
                        next.addObject().put("code", act.code()).put("words", words.say(act.words())),
                        "place",
                        act.place()));
        json.set("source", source(report.source()));
        return json;
    }

    private static void end(ObjectNode json, RunFacts.End end) {
        text(json, "stoppedAt", end.at());
        end.told().ifPresent(told -> json.set("problem", told(told)));
        if (!end.lanes().isEmpty()) {
            var failed = json.putArray("failed");
            end.lanes()
                    .forEach(lane -> failed.addObject().put("name", lane.name()).set("problem", told(lane.told())));
        }
    }

    private static ObjectNode told(UserMessage told) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("code", told.code())
                .put("what", told.what())
                .put("means", told.means())
                .put("next", told.next());
    }

    private static ObjectNode facts(ProjectFacts facts) {
        var json = JsonNodeFactory.instance.objectNode().put("at", facts.at().toString());
        text(json, "posture", facts.posture().map(Enum::name));
        text(json, "roleId", facts.roleId());
        text(json, "role", facts.role());
        text(json, "accessKey", facts.accessKey());
        text(json, "key", facts.key());
        if (!facts.encryptionKey().aliases().isEmpty()) {
            facts.encryptionKey().aliases().forEach(json.putArray("aliases")::add);
        }
        text(json, "keyState", facts.encryptionKey().keyState());
        text(json, "region", facts.encryptionKey().region());
        facts.encryptionKey().valid().ifPresent(valid -> json.put("valid", valid));
        facts.encryptionKey().privateNetworking().ifPresent(required -> json.put("privateNetworking", required));
        facts.clusters().ifPresent(clusters -> {
            json.put("clustersEncrypted", facts.encrypted()).put("clustersEligible", facts.eligible());
            var all = json.putArray("clusters");
            clusters.forEach(c -> all.addObject()
                    .put("name", c.name())
                    .put("tier", c.tier())
                    .put("encryption", c.encryption().name())
                    .put("state", c.state())
                    .put("eligible", c.eligible()));
        });
        if (!facts.unread().isEmpty()) {
            var unread = json.putArray("unread");
            facts.unread().forEach(u -> unread.addObject().put("part", u.part()).put("code", u.code()));
        }
        return json;
    }

    private static void checks(ArrayNode all, RunReport.Checks checks) {
        var answers = all.addObject()
                .put("moment", checks.moment().name())
                .put("at", checks.at().toString())
                .putArray("answers");
        checks.answers()
                .forEach(c -> text(
                        answers.addObject()
                                .put("id", c.id())
                                .put("question", c.question())
                                .put("verdict", c.verdict().name())
                                .put("reason", c.reason())
                                .put("accepted", c.accepted())
                                .put("at", c.at().toString()),
                        "advice",
                        c.advice()));
    }

    private static ObjectNode request(Request r) {
        var json = JsonNodeFactory.instance.objectNode();
        r.intent().ifPresent(seq -> json.put("intentEntry", seq));
        r.closing().ifPresent(seq -> json.put("closingEntry", seq));
        json.put("run", r.runId())
                .put("step", r.step())
                .put("attempt", r.attempt())
                .put("title", r.title());
        text(json, "reversibility", r.reversibility().map(Enum::name));
        json.put("at", r.at().toString());
        text(json, "closedAt", r.closed().map(Instant::toString));
        text(json, "operation", r.operation());
        text(json, "target", r.target());
        text(json, "body", r.body());
        text(json, "outcome", r.outcome().map(Enum::name));
        r.status().ifPresent(status -> json.put("status", status));
        text(json, "code", r.code());
        text(json, "requestId", r.requestId());
        text(json, "answer", r.answer());
        return json.put("foundLater", r.foundLater());
    }

    private static ObjectNode source(RunReport.Source source) {
        var json = JsonNodeFactory.instance
                .objectNode()
                .put("firstEntry", source.first())
                .put("lastEntry", source.last())
                .put("lastHash", source.hash());
        source.check().ifPresent(check -> {
            var journal =
                    json.putObject("journal").put("intact", check.intact()).put("entries", check.entries());
            text(journal, "head", check.head());
            check.faults().forEach(journal.putArray("faults")::add);
        });
        return json;
    }

    private static void text(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }
}
