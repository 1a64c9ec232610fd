package dev.cmkconsole.ui.switching;

import dev.cmkconsole.ui.plan.CodeBlock;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.List;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;

/** Shows the permanent consequences and takes the typed project name as confirmation. */
final class CommitPageView {
    private final CommitPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private Label reading;

    @FXML
    private ProblemBanner problem;

    @FXML
    private Label obstacle;

    @FXML
    private VBox forEver;

    @FXML
    private Label unchanged;

    @FXML
    private VBox checked;

    @FXML
    private VBox typing;

    @FXML
    private Label nameLabel;

    @FXML
    private TextField name;

    @FXML
    private Label nameError;

    @FXML
    private VBox request;

    @FXML
    private VBox statement;

    CommitPageView(ViewLoader views, CommitPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        Nodes.showIf(reading, model.readingProperty());
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        obstacle.textProperty().bind(model.obstacleProperty());
        Nodes.showIf(obstacle, model.obstacleProperty().map(o -> !o.isEmpty()));
        nameLabel.setText(views.uiText().messages().get("switching.commit.type", model.projectName()));
        nameLabel.setLabelFor(name);
        name.textProperty().bindBidirectional(model.nameProperty());
        nameError.textProperty().bind(model.nameErrorProperty());
        Nodes.showIf(nameError, model.nameErrorProperty().map(e -> !e.isEmpty()));
        model.nameErrorProperty().subscribe(error -> {
            name.setAccessibleHelp(error);
            if (!error.isEmpty()) {
                name.requestFocus();
            }
        });
        model.wordsProperty().subscribe(this::show);
    }

    private void show(CommitPageViewModel.Words words) {
        Nodes.show(statement, !words.forEver().isEmpty());
        Nodes.show(typing, words.request().isPresent());
        forEver.getChildren().setAll(lines(words.forEver()));
        unchanged.setText(words.unchanged());
        checked.getChildren().setAll(lines(words.checked()));
        request.getChildren()
                .setAll(words
                        .request()
                        .map(r -> new CodeBlock(
                                views.uiText().messages().get("switching.commit.request"), r, views.uiText()))
                        .stream()
                        .toList());
    }

    private static List<? extends Node> lines(List<String> sentences) {
        return sentences.stream().map(s -> Nodes.wrapping(s)).toList();
    }

    Parent node() {
        return root;
    }
}
