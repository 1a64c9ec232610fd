package dev.cmkconsole.ui.enable;

import dev.cmkconsole.ui.access.AccessPages;
import dev.cmkconsole.ui.access.KeyPageView;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardView;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The enable tab: reading, the wizard, or why the project could not be read. */
final class EnableView {
    private final EnableViewModel model;
    private final ViewLoader views;
    private final AccessPages shared;
    private final Parent root;

    @FXML private Label reading;
    @FXML private ProblemBanner problem;
    @FXML private StackPane content;

    EnableView(ViewLoader views, EnableViewModel model, SavedReport report) {
        this.views = views;
        this.model = model;
        this.shared = new AccessPages(views, report);
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        Nodes.showIf(reading, Bindings.and(model.wizardProperty().isNull(), model.problemProperty().isNull()).map(b -> b));
        model.wizardProperty().subscribe(this::show);
    }

    private void show(WizardViewModel wizard) {
        content.getChildren().clear();
        if (wizard != null) {
            content.getChildren().setAll(new WizardView(views, wizard, this::page).node());
        }
    }

    private Node page(WizardPage page) {
        return switch (page) {
            case KeyPageViewModel key -> new KeyPageView(views, key).node();
            case ResultPageViewModel result -> new ResultPageView(views, result).node();
            default -> shared.view(page).orElseThrow();
        };
    }

    Parent node() {
        return root;
    }
}
