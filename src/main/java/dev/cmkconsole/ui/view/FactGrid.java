package dev.cmkconsole.ui.view;

import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/** Facts in rows, names on the left, values on the right. */
public final class FactGrid extends GridPane implements WithUiText {
    private int identifierLength = 64;
    private UiText uiText;
    private List<Fact> facts = List.of();

    public FactGrid() {
        getStyleClass().add("fact-grid");
        var names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().addAll(names, values);
    }

    @Override
    public void uiText(UiText given) {
        this.uiText = given;
        fill();
    }

    public int getIdentifierLength() {
        return identifierLength;
    }

    /** Sets the maximum number of visible characters of an identifier. */
    public void setIdentifierLength(int characters) {
        this.identifierLength = characters;
        fill();
    }

    public void show(List<Fact> shown) {
        this.facts = List.copyOf(shown);
        fill();
    }

    private void fill() {
        getChildren().clear();
        if (uiText == null) {
            return;
        }
        for (int row = 0; row < facts.size(); row++) {
            var name = new Label(facts.get(row).name());
            name.getStyleClass().add("field-label");
            var value = value(facts.get(row));
            name.setLabelFor(value);
            setValignment(name, VPos.CENTER);
            setValignment(value, VPos.CENTER);
            addRow(row, name, value);
        }
    }

    private Node value(Fact fact) {
        return switch (fact.value()) {
            case Fact.Value.Plain(var text) -> Nodes.wrapping(text);
            case Fact.Value.Identifier(var text) -> {
                var id = new CopyableId(fact.name(), identifierLength);
                id.uiText(uiText);
                id.setValue(text);
                yield id;
            }
            case Fact.Value.Status(var badge, var at) -> {
                var box = new HBox(new StatusBadge(badge));
                box.getStyleClass().add("status-line");
                at.ifPresent(instant -> {
                    var time = new RelativeTime();
                    time.uiText(uiText);
                    time.setInstant(instant);
                    var read = new Label(uiText.messages().get("view.readAt"));
                    read.getStyleClass().add("muted");
                    box.getChildren().addAll(read, time);
                });
                yield box;
            }
            case Fact.Value.Unreadable(var problem) -> {
                var explanation = uiText.messages().explain(problem);
                var badge = new StatusBadge(new Badge(Tone.CAUTION, "fth-help-circle", explanation.what()));
                badge.setTooltip(new Tooltip(explanation.next() + "\n" + explanation.details()));
                var copy = new CopyButton(() -> explanation.what() + "\n" + explanation.details());
                copy.setWhat(uiText.messages().get("problem.details"));
                copy.uiText(uiText);
                badge.setMinWidth(0);
                var box = new HBox(badge, copy);
                box.getStyleClass().add("status-line");
                yield box;
            }
        };
    }
}
