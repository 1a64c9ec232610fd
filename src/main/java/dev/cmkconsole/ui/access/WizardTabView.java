package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardView;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** Shows the procedure's tab: the reading state, the wizard, or why the project could not be read. */
final class WizardTabView {
    private final WizardTabViewModel model;
    private final ViewLoader views;
    private final Function<WizardPage, Node> page;
    private final Parent root;
    /** Pages keep their nodes, like their entries, until the project is read again. */
    private final Map<WizardViewModel, Node> made = new HashMap<>();

    @FXML
    private Label reading;

    @FXML
    private ProblemBanner problem;

    @FXML
    private StackPane content;

    /**
     * @param page creates the view of a page
     */
    WizardTabView(ViewLoader views, WizardTabViewModel model, Function<WizardPage, Node> page) {
        this.views = views;
        this.model = model;
        this.page = page;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        Nodes.showIf(
                reading,
                Bindings.and(
                                model.wizardProperty().isNull(),
                                model.problemProperty().isNull())
                        .map(b -> b));
        model.wizardProperty().subscribe(this::show);
    }

    private void show(WizardViewModel wizard) {
        content.getChildren().clear();
        if (wizard == null) {
            made.clear();
        } else {
            content.getChildren().setAll(made.computeIfAbsent(wizard, w -> new WizardView(views, w, page).node()));
        }
    }

    Parent node() {
        return root;
    }
}
