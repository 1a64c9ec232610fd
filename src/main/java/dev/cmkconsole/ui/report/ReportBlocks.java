package dev.cmkconsole.ui.report;

import dev.cmkconsole.report.ReportPage;
import dev.cmkconsole.report.ReportPage.Block;
import dev.cmkconsole.report.ReportPage.Mood;
import dev.cmkconsole.ui.plan.CodeBlock;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.CopyableId;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.FactGrid;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.UiText;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Creates the nodes for the blocks of a report. */
final class ReportBlocks {
    private static final int SHOWN_IN_CHANGE = 24;

    private final UiText uiText;
    private final ReportViewModel model;

    ReportBlocks(UiText uiText, ReportViewModel model) {
        this.uiText = uiText;
        this.model = model;
    }

    static Badge badge(Mood mood, String word) {
        return switch (mood) {
            case GOOD -> new Badge(Tone.OK, "fth-check-circle", word);
            case CAUTION -> new Badge(Tone.CAUTION, "fth-help-circle", word);
            case BAD -> new Badge(Tone.DANGER, "fth-alert-triangle", word);
            case NEUTRAL -> new Badge(Tone.INFO, "fth-pause-circle", word);
        };
    }

    Node section(ReportPage.Section section) {
        var heading = Nodes.wrapping(section.heading(), "section-heading");
        var box = new VBox(heading);
        box.getStyleClass().add("report-section");
        section.blocks().forEach(block -> box.getChildren().add(node(block)));
        return box;
    }

    private Node node(Block block) {
        return switch (block) {
            case ReportPage.Paragraph(var text) -> Nodes.wrapping(text);
            case ReportPage.Item item -> item(item);
            case ReportPage.Facts(var facts) -> facts(facts);
            case ReportPage.Change change -> change(change);
            case ReportPage.CheckAnswer verdict -> verdict(verdict);
            case ReportPage.Exchange exchange -> exchange(exchange);
        };
    }

    private Node item(ReportPage.Item item) {
        var words = Nodes.wrapping(item.text());
        HBox.setHgrow(words, Priority.ALWAYS);
        words.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(words);
        row.getStyleClass().add("report-item");
        model.verb(item.place()).ifPresent(verb -> {
            var go = new Button(verb);
            go.setMinWidth(Button.USE_PREF_SIZE);
            go.setOnAction(_ -> model.go(item.place().orElseThrow()));
            row.getChildren().add(go);
        });
        return row;
    }

    private FactGrid facts(List<ReportPage.Fact> facts) {
        var grid = new FactGrid();
        grid.uiText(uiText);
        grid.show(facts.stream()
                .map(f -> f.identifier() && !f.value().contains("\n")
                        ? Fact.identifier(f.label(), f.value())
                        : Fact.plain(f.label(), f.value()))
                .toList());
        return grid;
    }

    private Node change(ReportPage.Change change) {
        var grid = new GridPane();
        grid.getStyleClass().add("report-change");
        var label = new ColumnConstraints();
        label.setPercentWidth(20);
        grid.getColumnConstraints().addAll(label, side(), side());
        grid.addRow(
                0,
                new Label(),
                Nodes.wrapping(change.before(), "field-label"),
                Nodes.wrapping(change.after(), "field-label"));
        int at = 1;
        for (var row : change.rows()) {
            var cells = List.of(label(row), value(row.before(), row), value(row.after(), row));
            if (row.changed()) {
                cells.getLast().getStyleClass().add("strong");
            }
            cells.forEach(cell -> GridPane.setValignment(cell, VPos.TOP));
            grid.addRow(at++, cells.toArray(Node[]::new));
        }
        return grid;
    }

    private static ColumnConstraints side() {
        var side = new ColumnConstraints();
        side.setPercentWidth(40);
        side.setHalignment(HPos.LEFT);
        return side;
    }

    /** Marks changed rows with a word, not only by style. */
    private Node label(ReportPage.Row row) {
        var name = Nodes.wrapping(row.label(), "field-label");
        return row.changed()
                ? new VBox(
                        name,
                        new StatusBadge(new Badge(
                                Tone.INFO, "fth-edit-2", uiText.messages().get("report.changed"))))
                : name;
    }

    private Node value(String text, ReportPage.Row row) {
        if (row.identifier() && text.length() > 1 && !text.contains(" ")) {
            var id = new CopyableId(row.label(), SHOWN_IN_CHANGE);
            id.uiText(uiText);
            id.setValue(text);
            return id;
        }
        return Nodes.wrapping(text);
    }

    private Node verdict(ReportPage.CheckAnswer verdict) {
        var badge = new StatusBadge(badge(verdict.mood(), verdict.word()));
        badge.setMinWidth(130);
        var words = new VBox(Nodes.wrapping(verdict.question(), "strong"), Nodes.wrapping(verdict.reason()));
        if (!verdict.note().isEmpty()) {
            words.getChildren().add(Nodes.wrapping(verdict.note(), "muted"));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var row = new HBox(badge, words);
        row.getStyleClass().add("report-verdict");
        return row;
    }

    /** Collapses each exchange initially, because a run has many requests with long bodies. */
    private Node exchange(ReportPage.Exchange exchange) {
        var pane = new TitledPane();
        pane.setText(exchange.title());
        pane.setGraphic(new StatusBadge(badge(exchange.mood(), exchange.result())));
        pane.setContentDisplay(javafx.scene.control.ContentDisplay.RIGHT);
        pane.setAccessibleText(exchange.title() + ": " + exchange.result());
        pane.setExpanded(false);
        pane.setAnimated(false);
        pane.getStyleClass().add("report-exchange");
        pane.expandedProperty().subscribe(open -> {
            if (open && pane.getContent() == null) {
                pane.setContent(inside(exchange));
            }
        });
        return pane;
    }

    private Node inside(ReportPage.Exchange exchange) {
        var box = new VBox(facts(exchange.facts()));
        box.getStyleClass().add("report-inside");
        exchange.request()
                .ifPresent(text ->
                        box.getChildren().add(new CodeBlock(uiText.messages().get("report.request"), text, uiText)));
        exchange.answer()
                .ifPresent(text ->
                        box.getChildren().add(new CodeBlock(uiText.messages().get("report.answer"), text, uiText)));
        return box;
    }
}
