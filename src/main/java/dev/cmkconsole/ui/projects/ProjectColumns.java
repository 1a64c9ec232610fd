package dev.cmkconsole.ui.projects;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.projects.ProjectRow.Reading;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.Postures;
import dev.cmkconsole.ui.view.RelativeTime;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tables;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.BiConsumer;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.Tooltip;

/** Defines the text of each column for a project. */
final class ProjectColumns {
    private static final int KEY_LENGTH = 13;

    private final Messages messages;
    private final ViewLoader views;

    ProjectColumns(Messages messages, ViewLoader views) {
        this.messages = messages;
        this.views = views;
    }

    void name(TableColumn<ProjectRow, ProjectRow> column) {
        column.setComparator(Comparator.comparing(r -> r.project().name(), String.CASE_INSENSITIVE_ORDER));
        label(column, (label, row) -> {
            label.getStyleClass().setAll("label", "strong");
            label.setText(row.project().name());
            label.setTooltip(new Tooltip(row.project().name() + "\n" + row.id()));
        });
    }

    /** Rows whose key will be deleted come before all others, whatever the user sorts by. */
    static Comparator<ProjectRow> urgentFirst(Comparator<ProjectRow> chosen) {
        var byName = Comparator.comparing((ProjectRow r) -> r.project().name(), String.CASE_INSENSITIVE_ORDER);
        return Comparator.comparing(ProjectRow::deletion, KeyDeletion.MOST_URGENT_FIRST)
                .thenComparing(chosen == null ? byName : chosen);
    }

    void posture(TableColumn<ProjectRow, ProjectRow> column) {
        column.setComparator(
                Comparator.comparing(r -> r.posture().map(Enum::ordinal).orElse(-1)));
        Tables.nodes(column, _ -> {
            var badge = new StatusBadge();
            return Tables.content(badge, row -> {
                badge.setBadge(badge(row));
                badge.setTooltip(why(row).map(Tooltip::new).orElse(null));
                stale(badge, row);
            });
        });
    }

    /** Why the posture is unknown, or why the key is not usable. */
    private Optional<String> why(ProjectRow row) {
        return row.trouble()
                .map(this::reason)
                .or(() -> row.snapshot()
                        .map(s -> KeyWords.reasons(s.state().key(), messages))
                        .filter(text -> !text.isEmpty()));
    }

    private Badge badge(ProjectRow row) {
        if (row.reading() == Reading.FAILED) {
            return new Badge(Tone.DANGER, "fth-alert-triangle", messages.get("projects.failed"));
        }
        var known = row.snapshot().flatMap(s -> Postures.badge(s, messages));
        if (known.isPresent()) {
            return known.get();
        }
        return switch (row.reading()) {
            case WAITING -> new Badge(Tone.NEUTRAL, "fth-clock", messages.get("projects.waiting"));
            case READING -> new Badge(Tone.NEUTRAL, "fth-loader", messages.get("projects.reading"));
            case UNREAD -> new Badge(Tone.NEUTRAL, "fth-more-horizontal", messages.get("projects.unread"));
            case FRESH, FAILED -> new Badge(Tone.CAUTION, "fth-help-circle", messages.get("projects.unknown"));
        };
    }

    void key(TableColumn<ProjectRow, ProjectRow> column) {
        column.setComparator(Comparator.comparing(this::keyText));
        label(column, (label, row) -> {
            label.setText(
                    row.reading() == Reading.FAILED
                            ? row.problem().map(this::reason).orElse("")
                            : keyText(row));
            label.setTooltip(row.aws()
                    .flatMap(AwsKms::customerMasterKeyId)
                    .map(Tooltip::new)
                    .orElse(null));
            label.getStyleClass().setAll("label", row.reading() == Reading.FAILED ? "muted" : "identifier");
            stale(label, row);
        });
    }

    String keyText(ProjectRow row) {
        return row.aws()
                .map(kms -> {
                    String id = kms.keyArn()
                            .map(KeyArn::keyId)
                            .or(kms::customerMasterKeyId)
                            .orElse("");
                    return "\u2026" + id.substring(Math.max(0, id.length() - KEY_LENGTH + 5))
                            + kms.region().map(r -> "  " + r).orElse("");
                })
                .orElse(row.posture().isPresent() ? "\u2013" : "");
    }

    String reason(Problem problem) {
        return messages.explain(problem).what();
    }

    void clusters(TableColumn<ProjectRow, ProjectRow> column) {
        column.setComparator(Comparator.comparing(
                r -> r.snapshot().map(ProjectSnapshot::encryptedClusters).orElse(-1L)));
        label(column, (label, row) -> {
            label.setText(clusterText(row));
            stale(label, row);
        });
    }

    String clusterText(ProjectRow row) {
        Optional<ProjectSnapshot> known =
                row.snapshot().filter(s -> s.clusters().value().isPresent());
        return known.map(s -> s.clusters().value().orElseThrow().isEmpty()
                        ? messages.get("projects.clusters.none")
                        : s.eligibleClusters() == 0
                                ? messages.get("projects.clusters.noneEligible")
                                : messages.get(
                                        "projects.clusters",
                                        s.encryptedClusters(),
                                        s.eligibleClusters(),
                                        s.clusters(Cluster.Coverage.CHANGING)))
                .orElse("");
    }

    void read(TableColumn<ProjectRow, ProjectRow> column) {
        column.setComparator(Comparator.comparing(r -> r.readAt().orElse(java.time.Instant.EPOCH)));
        Tables.nodes(column, _ -> {
            var time = views.give(new RelativeTime());
            return Tables.content(time, row -> time.setInstant(row.readAt().orElse(null)));
        });
    }

    void next(TableColumn<ProjectRow, ProjectRow> column, ProjectsViewModel model) {
        Tables.nodes(column, cell -> {
            var button = new Button(null, Nodes.icon("fth-chevron-right"));
            button.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
            button.getStyleClass().addAll("row-action", "flat", "accent");
            button.setOnAction(_ -> {
                var row = cell.getItem();
                if (row.reading() == Reading.FAILED) {
                    model.retryRow(row);
                } else {
                    model.doNext(row);
                }
            });
            return Tables.content(button, row -> {
                var text = row.reading() == Reading.FAILED
                        ? Optional.of(messages.get("problem.tryAgain"))
                        : model.next(row).map(n -> messages.get("next." + n.advice()));
                button.setVisible(text.isPresent());
                button.setText(text.orElse(""));
                button.setAccessibleText(text.map(t -> messages.get(
                                "projects.next.named", t, row.project().name()))
                        .orElse(""));
            });
        });
    }

    /** Returns one row as a line of text. */
    String line(ProjectRow row) {
        return String.join(
                "\t",
                row.project().name(),
                row.id(),
                badge(row).word(),
                row.aws().flatMap(AwsKms::customerMasterKeyId).orElse(""),
                row.aws().flatMap(AwsKms::region).map(Object::toString).orElse(""),
                clusterText(row));
    }

    private static void stale(Node node, ProjectRow row) {
        node.getStyleClass().remove("stale");
        if (row.stale()) {
            node.getStyleClass().add("stale");
        }
    }

    private static void label(TableColumn<ProjectRow, ProjectRow> column, BiConsumer<Label, ProjectRow> show) {
        Tables.nodes(column, _ -> {
            var label = new Label();
            return Tables.content(label, row -> show.accept(label, row));
        });
    }
}
