package dev.cmkconsole.ui.rescue;

import dev.cmkconsole.ui.plan.CodeBlock;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/** Shows the sections of the first page one below the other. */
final class CausePageView {
    private final CausePageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private CopyButton copy;

    @FXML
    private VBox parts;

    CausePageView(ViewLoader views, CausePageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        copy.setSource(model::text);
        copy.setWord(views.uiText().messages().get("rescue.page.copy"));
        parts.getChildren().setAll(model.parts().stream().map(this::part).toList());
    }

    private Node part(CausePageViewModel.Part part) {
        var box = new VBox(4);
        var title = new Label(part.title());
        title.getStyleClass().add("field-label");
        box.getChildren().add(title);
        if (!part.text().isEmpty()) {
            var text = new Label(part.text());
            text.setWrapText(true);
            text.setMinHeight(Label.USE_PREF_SIZE);
            if (part.urgent()) {
                text.getStyleClass().add("field-problem");
            }
            box.getChildren().add(text);
        }
        part.copyable().forEach(c -> box.getChildren().add(new CodeBlock("", c, views.uiText())));
        return box;
    }

    Parent node() {
        return root;
    }
}
