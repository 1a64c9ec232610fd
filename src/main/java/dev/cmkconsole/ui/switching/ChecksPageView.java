package dev.cmkconsole.ui.switching;

import dev.cmkconsole.ui.check.CheckDetailPane;
import dev.cmkconsole.ui.check.CheckLine;
import dev.cmkconsole.ui.check.CheckList;
import dev.cmkconsole.ui.check.CheckViewModel;
import dev.cmkconsole.ui.switching.ChecksPageViewModel.Doubt;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Shows the same checks as the Check access tab, with a checkbox for each check without a result. */
final class ChecksPageView {
    private final ChecksPageViewModel model;
    private final CheckViewModel checks;
    private final ViewLoader views;
    private final Parent root;

    @FXML
    private ProblemBanner problem;

    @FXML
    private HBox summary;

    @FXML
    private Label counts;

    @FXML
    private Button again;

    @FXML
    private Button cancel;

    @FXML
    private CheckList list;

    @FXML
    private CheckDetailPane detail;

    @FXML
    private VBox undecided;

    @FXML
    private VBox ticks;

    @FXML
    private Label error;

    ChecksPageView(ViewLoader views, ChecksPageViewModel model) {
        this.views = views;
        this.model = model;
        this.checks = model.checks();
        this.root = views.load(this);
        follow();
        checks.detailProperty().subscribe(detail::show);
        checks.lines().addListener((ListChangeListener<CheckLine>) _ -> follow());
        checks.selectedProperty().subscribe(_ -> follow());
    }

    @FXML
    private void initialize() {
        Nodes.showIf(again, checks.runningProperty().not());
        Nodes.showIf(cancel, checks.runningProperty());
        problem.problemProperty().bind(checks.problemProperty());
        problem.againProperty().set(model::check);
        checks.summaryProperty().subscribe(this::summarize);
        list.onChosen(checks::select);
        list.onToggled(heading -> checks.toggle(heading.group()));
        detail.onGo(checks::go);
        detail.onChange(checks::apply, checks::apply, checks::putBack);
        detail.disableProperty().bind(checks.change().writingProperty());
        error.textProperty().bind(model.errorProperty());
        Nodes.showIf(error, model.errorProperty().map(e -> !e.isEmpty()));
        model.doubts().addListener((ListChangeListener<Doubt>) _ -> doubts());
        doubts();
    }

    private void follow() {
        list.follow(checks.lines(), checks.selectedProperty().get());
    }

    private void summarize(CheckViewModel.Summary now) {
        for (var tone : Tone.values()) {
            summary.getStyleClass().remove(tone.styleClass());
        }
        summary.getStyleClass().add(now.tone().styleClass());
        counts.setText(now.conclusion().isEmpty() ? now.counts() : now.counts() + " " + now.conclusion());
    }

    /** Keeps each checkbox, and so its focus, while the user ticks it. */
    private void doubts() {
        var present = ticks.getChildren().stream().map(box -> box.getUserData()).toList();
        if (!present.equals(model.doubts().stream().map(Doubt::id).toList())) {
            ticks.getChildren()
                    .setAll(model.doubts().stream()
                            .map(d -> d.earlier() ? earlier(d) : tick(d))
                            .toList());
        }
        Nodes.show(undecided, model.decides());
    }

    /** Needs no decision, because an earlier run has one. */
    private static Label earlier(Doubt doubt) {
        var label = new Label(doubt.question() + " " + doubt.reason());
        label.setUserData(doubt.id());
        label.setWrapText(true);
        label.setMinHeight(Label.USE_PREF_SIZE);
        return label;
    }

    private CheckBox tick(Doubt doubt) {
        var box = new CheckBox(
                views.uiText().messages().get("switching.checks.accept", doubt.question(), doubt.reason()));
        box.setUserData(doubt.id());
        box.setWrapText(true);
        box.setMnemonicParsing(false);
        box.setMinHeight(CheckBox.USE_PREF_SIZE);
        box.setSelected(doubt.accepted());
        box.selectedProperty().addListener((_, _, on) -> model.accept(doubt.id(), on));
        return box;
    }

    @FXML
    private void check() {
        model.check();
    }

    @FXML
    private void cancel() {
        checks.cancel();
    }

    @FXML
    private void prepareAgain() {
        model.prepareAgain();
    }

    @FXML
    private void otherRole() {
        model.otherRole();
    }

    Parent node() {
        return root;
    }
}
