package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardView;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;

/** The tab of a procedure: reading, the wizard, or why the project could not be read. */
public final class WizardTabView implements Page {
    private final WizardTabViewModel model;
    private final ViewLoader views;
    private final AccessPages shared;
    private final Function<WizardPage, Optional<Node>> own;
    private final String helpKey;
    private final Parent root;
    /** Pages keep their nodes, as they keep what was entered, until the project is read anew. */
    private final Map<WizardViewModel, Node> made = new HashMap<>();

    @FXML
    private Label reading;

    @FXML
    private ProblemBanner problem;

    @FXML
    private StackPane content;

    /** @param own makes the views of those pages that are the procedure's alone */
    public WizardTabView(
            ViewLoader views,
            WizardTabViewModel model,
            SavedReport report,
            String helpKey,
            Function<WizardPage, Optional<Node>> own) {
        this.views = views;
        this.model = model;
        this.shared = new AccessPages(views, report);
        this.own = own;
        this.helpKey = helpKey;
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
            content.getChildren()
                    .setAll(made.computeIfAbsent(wizard, w -> new WizardView(views, w, this::page).node()));
        }
    }

    private Node page(WizardPage page) {
        return own.apply(page).or(() -> shared.view(page)).orElseThrow();
    }

    @Override
    public Parent node() {
        return root;
    }

    @Override
    public String helpKey() {
        return helpKey;
    }

    @Override
    public void shown(Place place) {
        model.open();
    }

    @Override
    public void readAgain() {
        model.readAgain();
    }
}
