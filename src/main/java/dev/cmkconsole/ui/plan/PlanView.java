package dev.cmkconsole.ui.plan;

import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.function.BiConsumer;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/**
 * Shows a plan: a summary line, the steps, the selected step in detail, and a checkbox for each check without a result.
 */
public final class PlanView {
    private final PlanViewModel model;
    private final BiConsumer<StepId, Boolean> accept;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private Label summary;

    @FXML
    private CopyButton copyScript;

    @FXML
    private Button saveScript;

    @FXML
    private StepList steps;

    @FXML
    private StepDetail detail;

    @FXML
    private VBox undecided;

    @FXML
    private VBox ticks;

    /**
     * @param accept called with the step and whether the user accepts it without a result
     */
    public PlanView(ViewLoader views, PlanViewModel model, BiConsumer<StepId, Boolean> accept) {
        this.views = views;
        this.model = model;
        this.accept = accept;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        summary.textProperty().bind(model.summaryProperty());
        copyScript.setSource(model::script);
        copyScript.uiText(views.uiText());
        saveScript.setOnAction(_ -> model.saveScript());
        steps.follow(model.lines());
        detail.terraform(model.terraform());
        detail.lineProperty().bind(steps.getSelectionModel().selectedItemProperty());
        Nodes.showIf(undecided, Bindings.isNotEmpty(ticks.getChildren()).map(b -> b));
        copyScript.disableProperty().bind(model.planProperty().isNull());
        saveScript.disableProperty().bind(model.planProperty().isNull());
        model.planProperty().subscribe(_ -> planned());
    }

    private void planned() {
        ticks.getChildren().setAll(model.undecided().stream().map(this::tick).toList());
        model.lines().stream()
                .filter(l -> !l.mark().settled())
                .findFirst()
                .or(() -> model.lines().stream().findFirst())
                .ifPresent(l -> steps.select(l.id()));
    }

    private CheckBox tick(StepLine line) {
        var box = new CheckBox(views.uiText().messages().get("plan.goOnAnyway", line.note()));
        box.setWrapText(true);
        box.setMnemonicParsing(false);
        box.setMinHeight(CheckBox.USE_PREF_SIZE);
        box.setSelected(model.accepted().contains(line.id()));
        box.selectedProperty().addListener((_, _, on) -> accept.accept(line.id(), on));
        return box;
    }

    public Parent node() {
        return root;
    }
}
