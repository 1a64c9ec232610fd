package dev.cmkconsole.report;

import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.Legible;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.ProjectFacts.ClusterFact;
import dev.cmkconsole.report.ReportPage.Block;
import dev.cmkconsole.report.ReportPage.Change;
import dev.cmkconsole.report.ReportPage.Paragraph;
import dev.cmkconsole.report.ReportPage.Row;
import dev.cmkconsole.report.RunReport.ProjectChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project before and after the run, side by side. */
final class ChangeWords {
    private final Phrasebook words;

    ChangeWords(Phrasebook words) {
        this.words = words;
    }

    List<Block> blocks(ProjectChange change) {
        if (change.before().isEmpty() && change.after().isEmpty()) {
            return List.of(new Paragraph(say("report.change.unrecorded")));
        }
        var rows = new Rows(change);
        rows.plain("posture", f -> f.posture().map(p -> say("posture." + p)));
        rows.identifier("role", ProjectFacts::role);
        rows.identifier("roleId", ProjectFacts::roleId);
        rows.identifier("accessKey", ProjectFacts::accessKey);
        key(rows);
        rows.plain("clusters", f -> f.clusters().map(_ -> say("report.clusters", f.encrypted(), f.eligible())));
        rows.clusters();
        rows.plain("unread", f -> listed(f.unread().stream().map(u -> part(u.part()) + " (" + u.code() + ")")));
        return List.of(new Change(
                heading("report.change.before", change.before()),
                heading("report.change.after", change.after()),
                rows.all));
    }

    private void key(Rows rows) {
        rows.identifier("key", ProjectFacts::key);
        rows.identifier("alias", f -> listed(f.encryptionKey().aliases().stream()));
        rows.plain(
                "keyState",
                f -> f.encryptionKey()
                        .keyState()
                        .map(state -> words.say(KeyState.of(state).text())));
        rows.plain("region", f -> f.encryptionKey().region());
        rows.plain("valid", f -> f.encryptionKey().valid().map(v -> say(v ? "report.valid" : "report.invalid")));
        rows.plain(
                "privateNetworking",
                f -> f.encryptionKey().privateNetworking().filter(p -> p).map(_ -> say("report.yes")));
    }

    private static Optional<String> listed(Stream<String> names) {
        return Optional.of(names.collect(Collectors.joining(", "))).filter(text -> !text.isEmpty());
    }

    /** A part that only a later version knows keeps its recorded name. */
    private String part(String name) {
        String key = "report.part." + name;
        return words.has(key) ? say(key) : name;
    }

    private String heading(String key, Optional<ProjectFacts> facts) {
        return facts.map(f -> say(key + ".at", ReportWords.moment(f.at()))).orElseGet(() -> say(key));
    }

    /** The rows of one change, in the order in which they are added. */
    private final class Rows {
        private final ProjectChange change;
        private final List<Row> all = new ArrayList<>();

        private Rows(ProjectChange change) {
            this.change = change;
        }

        void plain(String name, Function<ProjectFacts, Optional<String>> value) {
            fact(name, value, false);
        }

        void identifier(String name, Function<ProjectFacts, Optional<String>> value) {
            fact(name, value, true);
        }

        private void fact(String name, Function<ProjectFacts, Optional<String>> value, boolean identifier) {
            if (Stream.of(change.before(), change.after())
                    .anyMatch(side -> side.flatMap(value).isPresent())) {
                add(say("report.fact." + name), value, identifier);
            }
        }

        void clusters() {
            Stream.of(change.before(), change.after())
                    .flatMap(side -> side.flatMap(ProjectFacts::clusters).orElse(List.of()).stream())
                    .map(ClusterFact::name)
                    .distinct()
                    .forEach(name -> add(say("report.cluster", name), f -> cluster(f, name), false));
        }

        private void add(String label, Function<ProjectFacts, Optional<String>> value, boolean identifier) {
            var before = change.before().flatMap(value);
            var after = change.after().flatMap(value);
            boolean changed = change.before().isPresent() && change.after().isPresent() && !before.equals(after);
            all.add(new Row(
                    label,
                    before.map(Legible::line).orElseGet(() -> absent(change.before())),
                    after.map(Legible::line).orElseGet(() -> absent(change.after())),
                    changed,
                    identifier));
        }

        /** Distinguishes a value that was not recorded from one that did not exist. */
        private String absent(Optional<ProjectFacts> side) {
            return side.isPresent() ? "-" : say("report.change.notRecorded");
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
