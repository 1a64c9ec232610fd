package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.plan.CodeBlock;
import dev.cmkconsole.ui.plan.DiffBlock;
import dev.cmkconsole.ui.plan.StepLine;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import java.util.ArrayList;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.fxml.FXML;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** Shows the three ways to make a change in AWS, and below them the steps of the selected one. */
final class ManualStepsPageView {
    private final ManualStepsPageViewModel model;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ToggleGroup ways;

    @FXML
    private VBox choices;

    @FXML
    private RadioButton console;

    @FXML
    private RadioButton user;

    @FXML
    private RadioButton colleague;

    @FXML
    private Label about;

    @FXML
    private Label error;

    @FXML
    private Label incomplete;

    @FXML
    private Label nothing;

    @FXML
    private Label reading;

    @FXML
    private CopyButton mail;

    @FXML
    private VBox shown;

    @FXML
    private ProblemBanner problem;

    ManualStepsPageView(ViewLoader views, ManualStepsPageViewModel model) {
        this.views = views;
        this.model = model;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        console.setUserData(ChangeMode.CONSOLE);
        user.setUserData(ChangeMode.USER);
        colleague.setUserData(ChangeMode.COLLEAGUE);
        console.setDisable(!model.consoleCan());
        model.wayProperty()
                .subscribe(way -> ways.getToggles().stream()
                        .filter(t -> t.getUserData() == way)
                        .findFirst()
                        .ifPresent(ways::selectToggle));
        ways.selectedToggleProperty().addListener((_, _, now) -> chosen(now));
        Nodes.showIf(
                nothing,
                model.nothingToDoProperty()
                        .map(done -> done && !model.readingProperty().get()));
        Nodes.showIf(choices, model.nothingToDoProperty().map(done -> !done));
        Nodes.showIf(reading, model.readingProperty());
        Nodes.showIf(
                incomplete,
                Bindings.createBooleanBinding(
                        () -> model.incompleteProperty().get()
                                && !model.nothingToDoProperty().get(),
                        model.incompleteProperty(),
                        model.nothingToDoProperty()));
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        mail.setSource(model::colleagueText);
        mail.setWord(views.uiText().messages().get("run.hands.colleague"));
        Nodes.showIf(mail, model.wayProperty().map(w -> w == ChangeMode.COLLEAGUE));
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::read);
        model.wayProperty().subscribe(_ -> show());
        model.byConsoleProperty().subscribe(_ -> show());
        model.byHandProperty().subscribe(_ -> show());
    }

    private void chosen(Toggle toggle) {
        if (toggle != null) {
            model.wayProperty().set((ChangeMode) toggle.getUserData());
        }
    }

    private void show() {
        var messages = views.uiText().messages();
        var way = model.wayProperty().get();
        about.setText(
                switch (way) {
                    case CONSOLE -> model.actor();
                    case USER -> messages.get("accessPages.hands.user");
                    case COLLEAGUE -> messages.get("accessPages.hands.colleague");
                });
        var lines = way == ChangeMode.CONSOLE
                ? model.byConsoleProperty().get()
                : model.byHandProperty().get();
        shown.getChildren()
                .setAll(
                        way == ChangeMode.COLLEAGUE && !lines.isEmpty()
                                ? List.<Node>of(new CodeBlock(
                                        messages.get("run.hands.textHeading"), model.colleagueText(), views.uiText()))
                                : lines.stream().flatMap(l -> nodes(l).stream()).toList());
    }

    private List<Node> nodes(StepLine line) {
        var nodes = new ArrayList<Node>();
        nodes.add(Nodes.wrapping(line.title(), "strong"));
        nodes.add(Nodes.wrapping(line.detail().explanation()));
        if (!line.note().isEmpty()) {
            nodes.add(Nodes.wrapping(line.note(), "field-problem"));
        }
        if (!line.detail().diff().isEmpty()) {
            nodes.add(new DiffBlock(line.detail().diff()));
        }
        line.detail().copyables().forEach(c -> nodes.add(new CodeBlock(c.label(), c.content(), views.uiText())));
        return nodes;
    }

    Parent node() {
        return root;
    }
}
