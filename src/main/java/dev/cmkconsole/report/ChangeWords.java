package dev.cmkconsole.report;

import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.ProjectFacts.ClusterFact;
import dev.cmkconsole.report.ReportPage.Block;
import dev.cmkconsole.report.ReportPage.Change;
import dev.cmkconsole.report.ReportPage.Paragraph;
import dev.cmkconsole.report.ReportPage.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The project before and after the run, side by side. */
final class ChangeWords {
    private final Phrasebook words;

    ChangeWords(Phrasebook words) {
        this.words = words;
    }

    List<Block> blocks(RunReport report) {
        if (report.before().isEmpty() && report.after().isEmpty()) {
            return List.of(new Paragraph(say("report.change.unrecorded")));
        }
        var rows = new ArrayList<Row>();
        row(rows, "posture", report, false, f -> f.posture().map(p -> say("posture." + p)));
        row(rows, "role", report, true, ProjectFacts::role);
        row(rows, "roleId", report, true, ProjectFacts::roleId);
        row(rows, "accessKey", report, true, ProjectFacts::accessKey);
        row(rows, "key", report, true, ProjectFacts::key);
        row(
                rows,
                "alias",
                report,
                true,
                f -> Optional.of(String.join(", ", f.encryptionKey().aliases())).filter(aliases -> !aliases.isEmpty()));
        row(
                rows,
                "keyState",
                report,
                false,
                f -> f.encryptionKey()
                        .keyState()
                        .map(state -> words.say(KeyState.of(state).text())));
        row(rows, "region", report, false, f -> f.encryptionKey().region());
        row(
                rows,
                "valid",
                report,
                false,
                f -> f.encryptionKey().valid().map(v -> say(v ? "report.valid" : "report.invalid")));
        row(
                rows,
                "privateNetworking",
                report,
                false,
                f -> f.encryptionKey().privateNetworking().filter(p -> p).map(_ -> say("report.yes")));
        row(
                rows,
                "clusters",
                report,
                false,
                f -> f.clusters().map(_ -> say("report.clusters", f.encrypted(), f.eligible())));
        clusters(rows, report);
        row(
                rows,
                "unread",
                report,
                false,
                f -> f.unread().isEmpty()
                        ? Optional.empty()
                        : Optional.of(String.join(
                                ", ",
                                f.unread().stream()
                                        .map(u -> part(u.part()) + " (" + u.code() + ")")
                                        .toList())));
        return List.of(new Change(
                heading("report.change.before", report.before()),
                heading("report.change.after", report.after()),
                rows));
    }

    /** A part that only a later version knows keeps its recorded name. */
    private String part(String name) {
        String key = "report.part." + name;
        return words.has(key) ? say(key) : name;
    }

    private String heading(String key, Optional<ProjectFacts> facts) {
        return facts.map(f -> say(key + ".at", ReportWords.moment(f.at()))).orElseGet(() -> say(key));
    }

    private void row(
            List<Row> rows,
            String name,
            RunReport report,
            boolean identifier,
            Function<ProjectFacts, Optional<String>> value) {
        var before = report.before().flatMap(value);
        var after = report.after().flatMap(value);
        if (before.isPresent() || after.isPresent()) {
            boolean changed = report.before().isPresent() && report.after().isPresent() && !before.equals(after);
            rows.add(new Row(
                    say("report.fact." + name),
                    before.orElseGet(() -> absent(report.before())),
                    after.orElseGet(() -> absent(report.after())),
                    changed,
                    identifier));
        }
    }

    /** Distinguishes a value that was not recorded from one that did not exist. */
    private String absent(Optional<ProjectFacts> side) {
        return side.isPresent() ? "-" : say("report.change.notRecorded");
    }

    private void clusters(List<Row> rows, RunReport report) {
        var names = new LinkedHashMap<String, String>();
        report.before().flatMap(ProjectFacts::clusters).orElse(List.of()).forEach(c -> names.put(c.name(), ""));
        report.after().flatMap(ProjectFacts::clusters).orElse(List.of()).forEach(c -> names.put(c.name(), ""));
        for (String name : names.keySet()) {
            var before = report.before().flatMap(f -> cluster(f, name));
            var after = report.after().flatMap(f -> cluster(f, name));
            boolean changed = report.before().isPresent() && report.after().isPresent() && !before.equals(after);
            rows.add(new Row(
                    say("report.cluster", name),
                    before.orElseGet(() -> absent(report.before())),
                    after.orElseGet(() -> absent(report.after())),
                    changed,
                    false));
        }
    }

    private Optional<String> cluster(ProjectFacts facts, String name) {
        return facts.clusters().orElse(List.of()).stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .map(this::cluster);
    }

    private String cluster(ClusterFact cluster) {
        String encryption = say(
                switch (cluster.encryption()) {
                    case AWS -> "report.cluster.ownKey";
                    case NONE -> "report.cluster.atlas";
                    default -> "report.cluster.other";
                });
        return cluster.state().equals("IDLE")
                ? say("report.cluster.idle", cluster.tier(), encryption)
                : say(
                        "report.cluster.busy",
                        cluster.tier(),
                        encryption,
                        words.say(new ClusterStatus(cluster.state(), false).text()));
    }

    private String say(String key, Object... args) {
        return words.say(Text.of(key, args));
    }
}
