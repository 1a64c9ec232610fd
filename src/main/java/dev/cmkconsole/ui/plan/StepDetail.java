package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.WithUiText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/**
 * One step in detail: its description, and the same step as Atlas API request, command, Terraform and document change.
 */
public final class StepDetail extends TabPane implements WithUiText {
    private final ObjectProperty<StepLine> line = new SimpleObjectProperty<>(this, "line");
    private UiText uiText;
    private Optional<TerraformViewModel> terraform = Optional.empty();

    public StepDetail() {
        getStyleClass().add("step-detail");
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        line.subscribe((before, now) -> {
            if (now == null
                    || before == null
                    || !before.id().equals(now.id())
                    || !before.detail().equals(now.detail())) {
                show();
            }
        });
    }

    @Override
    public void uiText(UiText given) {
        uiText = given;
        show();
    }

    /** Adds a tab with the Terraform configuration of the plan. */
    void terraform(TerraformViewModel model) {
        terraform = Optional.of(model);
        show();
    }

    private void show() {
        if (uiText == null) {
            return;
        }
        String chosen = Optional.ofNullable(getSelectionModel().getSelectedItem())
                .map(Tab::getId)
                .orElse("happens");
        getTabs().setAll(line.get() == null ? List.of() : tabs(line.get()));
        getTabs().stream().filter(t -> t.getId().equals(chosen)).findFirst().ifPresent(getSelectionModel()::select);
    }

    private List<Tab> tabs(StepLine step) {
        var messages = uiText.messages();
        var detail = step.detail();
        var tabs = new ArrayList<Tab>();
        var explanation = new VBox(
                Nodes.wrapping(detail.explanation()), Nodes.wrapping(messages.get("plan.why", step.reason()), "muted"));
        if (!step.note().isEmpty()) {
            explanation.getChildren().addFirst(Nodes.wrapping(step.note(), "strong"));
        }
        explanation.getStyleClass().add("step-explanation");
        detail.copyables().forEach(c -> explanation.getChildren().add(new CodeBlock(c.label(), c.content(), uiText)));
        tabs.add(tab("happens", "plan.tab.happens", explanation));
        if (!detail.diff().isEmpty()) {
            tabs.add(tab("change", "plan.tab.change", diff(detail.diff())));
        }
        detail.api().ifPresent(text -> tabs.add(tab("api", "plan.tab.api", new CodeBlock("", text, uiText))));
        detail.cli().ifPresent(text -> tabs.add(tab("cli", "plan.tab.cli", new CodeBlock("", text, uiText))));
        terraform.ifPresent(model -> tabs.add(terraformTab(model, step)));
        return tabs;
    }

    /** The project is read when the tab is selected for the first time. */
    private Tab terraformTab(TerraformViewModel model, StepLine step) {
        var pane = new TerraformPane(model, step, uiText);
        var tab = tab("terraform", "plan.tab.terraform", pane);
        tab.selectedProperty().subscribe(selected -> {
            if (selected) {
                model.open();
            }
        });
        tab.tabPaneProperty().subscribe((before, now) -> {
            if (before != null && now == null) {
                pane.leave();
            }
        });
        return tab;
    }

    private Tab tab(String id, String titleKey, Node content) {
        var body = new VBox(content);
        body.getStyleClass().add("tab-body");
        var scroll = new ScrollPane(body);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("edge-to-edge");
        var tab = new Tab(uiText.messages().get(titleKey), scroll);
        tab.setId(id);
        scroll.setAccessibleText(tab.getText());
        return tab;
    }

    private Node diff(List<DiffLine> lines) {
        return new VBox(
                buttonRow(new CopyButton(() -> after(lines)), uiText.messages().get("plan.document")),
                new DiffBlock(lines));
    }

    private Node buttonRow(CopyButton copy, String what) {
        copy.setWhat(what);
        copy.uiText(uiText);
        var row = new HBox(new Label(), copy);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private static String after(List<DiffLine> lines) {
        return String.join(
                        "\n",
                        lines.stream()
                                .filter(l -> l.change() != DiffLine.Change.REMOVED)
                                .map(DiffLine::text)
                                .toList())
                + "\n";
    }

    public ObjectProperty<StepLine> lineProperty() {
        return line;
    }
}
