package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.plan.TerraformViewModel.Shown;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.UiText;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;

/** A step's part of the Terraform configuration, and below it the whole, in which the part is marked. */
final class TerraformPane extends VBox {
    private final TerraformViewModel model;
    private final StepLine step;
    private final UiText uiText;
    private final Subscription follows;

    TerraformPane(TerraformViewModel model, StepLine step, UiText uiText) {
        this.model = model;
        this.step = step;
        this.uiText = uiText;
        getStyleClass().add("step-explanation");
        follows = model.shownProperty().subscribe(this::show);
    }

    /** Ends what it follows; a pane that left the screen shows nothing new. */
    void leave() {
        follows.unsubscribe();
    }

    private void show(Shown shown) {
        var messages = uiText.messages();
        getChildren().clear();
        switch (shown) {
            case Shown.NotAsked _, Shown.Reading _ ->
                getChildren().add(Nodes.wrapping(messages.get("plan.terraform.reading"), "muted"));
            case Shown.Failed(var reason) ->
                getChildren().add(Nodes.wrapping(messages.get("plan.terraform.failed", reason), "muted"));
            case Shown.Ready(var configuration) -> {
                model.part(step.id())
                        .ifPresent(part -> getChildren()
                                .add(CodeBlock.inLines(messages.get("plan.terraform.part"), part, uiText)));
                getChildren()
                        .add(CodeBlock.inLines(messages.get("plan.terraform.whole"), configuration.whole(), uiText));
                var save = new Button(messages.get("plan.terraform.save"));
                save.setId("saveTerraform");
                save.setOnAction(_ -> model.save());
                getChildren().add(save);
            }
        }
    }
}
