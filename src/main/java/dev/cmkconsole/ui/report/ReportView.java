package dev.cmkconsole.ui.report;

import dev.cmkconsole.report.ReportFormat;
import dev.cmkconsole.report.ReportPage;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.StatusBadge;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;

/** Shows a report from top to bottom, with the buttons to save it. */
final class ReportView {
    private final ReportViewModel model;
    private final ViewLoader views;

    @FXML
    private Label heading;

    @FXML
    private MenuButton save;

    @FXML
    private CopyButton copy;

    @FXML
    private Button history;

    @FXML
    private Button project;

    @FXML
    private Label reading;

    @FXML
    private Label message;

    @FXML
    private ProblemBanner problem;

    @FXML
    private ScrollPane scroll;

    @FXML
    private StatusBadge headline;

    @FXML
    private VBox sections;

    ReportView(ReportViewModel model, ViewLoader views) {
        this.model = model;
        this.views = views;
    }

    Parent load() {
        return views.load(this);
    }

    @FXML
    private void initialize() {
        for (var format : ReportFormat.values()) {
            var item = new MenuItem(views.uiText().messages().get("report.save." + format.name()));
            item.setId("save" + format.name());
            item.setOnAction(_ -> model.save(format));
            save.getItems().add(item);
        }
        copy.setSource(model::text);
        copy.setWord(views.uiText().messages().get("report.copy"));
        history.setOnAction(_ -> model.showInHistory());
        project.setOnAction(_ -> model.showProject());
        var there = model.pageProperty().isNotNull();
        save.disableProperty().bind(there.not());
        copy.disableProperty().bind(there.not());
        project.disableProperty().bind(there.not());
        Nodes.showIf(
                reading,
                Bindings.and(there.not(), model.problemProperty().isNull()).map(b -> b));
        Nodes.showIf(scroll, there.map(b -> b));
        message.textProperty().bind(model.messageProperty());
        Nodes.showIf(message, model.messageProperty().map(words -> !words.isEmpty()));
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::readAgain);
        model.pageProperty().subscribe(this::show);
    }

    private void show(ReportPage page) {
        sections.getChildren().clear();
        if (page == null) {
            return;
        }
        heading.setText(page.title());
        headline.setBadge(ReportBlocks.badge(page.mood(), page.headline()));
        var blocks = new ReportBlocks(views.uiText(), model);
        page.sections().forEach(section -> sections.getChildren().add(blocks.section(section)));
        scroll.setVvalue(0);
        heading.requestFocus();
    }
}
