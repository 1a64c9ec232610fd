package dev.cmkconsole.ui.rotate;

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
import java.util.Map;
import java.util.WeakHashMap;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The rotate tab: reading, the pages of the goal that was chosen, or why the project could not be read. */
final class RotateView {
    private final RotateViewModel model;
    private final ViewLoader views;
    private final AccessPages shared;
    private final Parent root;
    /** Each goal's pages keep their nodes, as they keep what was entered. */
    private final Map<WizardViewModel, Node> made = new WeakHashMap<>();
    @FXML private Label reading;
    @FXML private ProblemBanner problem;
    @FXML private StackPane content;

    RotateView(ViewLoader views, RotateViewModel model, SavedReport report) {
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
            content.getChildren().setAll(made.computeIfAbsent(wizard, w -> new WizardView(views, w, this::page).node()));
        }
    }

    private Node page(WizardPage page) {
        return switch (page) {
            case GoalPageViewModel goal -> new GoalPageView(views, goal).node();
            case MaterialPageViewModel material -> new MaterialPageView(views, material).node();
            case NewKeyPageViewModel newKey -> new NewKeyPageView(views, newKey).node();
            case KeyPageViewModel key -> new KeyPageView(views, key).node();
            case RegionPageViewModel region -> new RegionPageView(views, region).node();
            case ReminderPageViewModel reminder -> new ReminderPageView(views, reminder).node();
            case EndPageViewModel end -> new EndPageView(views, end).node();
            default -> shared.view(page).orElseThrow();
        };
    }

    Parent node() {
        return root;
    }
}
