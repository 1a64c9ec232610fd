package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.CopyableId;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.RelativeTime;
import dev.cmkconsole.ui.view.Tone;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Shows the answers by group, with the selected one beside them. */
final class CheckView {
    private final CheckViewModel model;
    private final Parent root;

    @FXML
    private Button again;

    @FXML
    private Button cancel;

    @FXML
    private ToggleButton other;

    @FXML
    private CopyButton copyText;

    @FXML
    private CopyButton copyJson;

    @FXML
    private VBox form;

    @FXML
    private Label roleLabel;

    @FXML
    private TextField role;

    @FXML
    private Label roleError;

    @FXML
    private Label keyLabel;

    @FXML
    private TextField key;

    @FXML
    private Label keyError;

    @FXML
    private ProblemBanner problem;

    @FXML
    private HBox summary;

    @FXML
    private ProgressBar progress;

    @FXML
    private Label counts;

    @FXML
    private Label conclusion;

    @FXML
    private RelativeTime at;

    @FXML
    private Button next;

    @FXML
    private FlowPane about;

    @FXML
    private Label aboutRole;

    @FXML
    private CopyableId roleArn;

    @FXML
    private Label aboutKey;

    @FXML
    private CopyableId keyArn;

    @FXML
    private CheckList list;

    @FXML
    private CheckDetailPane detail;

    CheckView(ViewLoader views, CheckViewModel model) {
        this.model = model;
        this.root = views.load(this);
        list.follow(model.lines(), model.selectedProperty().get());
        model.detailProperty().subscribe(detail::show);
    }

    @FXML
    private void initialize() {
        Nodes.showIf(again, model.runningProperty().not());
        Nodes.showIf(cancel, model.runningProperty());
        Nodes.showIf(progress, model.runningProperty().or(model.change().writingProperty()));
        progress.progressProperty()
                .bind(Bindings.when(progress.visibleProperty())
                        .then(ProgressBar.INDETERMINATE_PROGRESS)
                        .otherwise(0));
        copyText.setSource(model::reportText);
        copyJson.setSource(model::reportJson);
        copyText.disableProperty().bind(model.reportProperty().isNull());
        copyJson.disableProperty().bind(model.reportProperty().isNull());
        other.selectedProperty().bindBidirectional(model.entered().openProperty());
        Nodes.showIf(form, model.entered().openProperty());
        model.entered().openProperty().subscribe(open -> {
            if (open) {
                role.requestFocus();
            }
        });
        roleLabel.setLabelFor(role);
        keyLabel.setLabelFor(key);
        role.textProperty().bindBidirectional(model.entered().roleProperty());
        key.textProperty().bindBidirectional(model.entered().keyProperty());
        say(roleError, model.entered().roleErrorProperty());
        say(keyError, model.entered().keyErrorProperty());
        problem.problemProperty().bind(model.problemProperty());
        problem.againProperty().set(model::check);
        model.summaryProperty().subscribe(this::summarize);
        model.reportProperty().subscribe(this::reported);
        list.onChosen(model::select);
        list.onToggled(heading -> model.toggle(heading.group()));
        detail.onGo(model::go);
        detail.onChange(model::apply, model::apply, model::putBack);
        detail.disableProperty().bind(model.change().writingProperty());
        model.selectedProperty()
                .subscribe(
                        _ -> list.follow(model.lines(), model.selectedProperty().get()));
        model.lines().addListener((ListChangeListener<CheckLine>)
                _ -> list.follow(model.lines(), model.selectedProperty().get()));
    }

    private static void say(Label label, javafx.beans.value.ObservableValue<String> error) {
        label.textProperty().bind(error);
        Nodes.showIf(label, error.map(e -> !e.isEmpty()));
    }

    private void summarize(CheckViewModel.Summary now) {
        for (var tone : Tone.values()) {
            summary.getStyleClass().remove(tone.styleClass());
        }
        summary.getStyleClass().add(now.tone().styleClass());
        Nodes.show(summary, !now.counts().isEmpty());
        counts.setText(now.counts());
        conclusion.setText(now.conclusion());
        Nodes.show(conclusion, !now.conclusion().isEmpty());
        Nodes.show(next, now.next().isPresent());
        now.next().ifPresent(offer -> {
            next.setText(offer.verb());
            next.setOnAction(_ -> model.go(offer.to()));
        });
    }

    private void reported(PreflightReport report) {
        Nodes.show(at, report != null);
        if (report == null) {
            return;
        }
        at.setInstant(report.at());
        roleArn.setValue(report.role().map(RoleArn::toString).orElse(""));
        keyArn.setValue(report.key().map(KeyArn::toString).orElse(""));
        Nodes.show(aboutRole, report.role().isPresent());
        Nodes.show(roleArn, report.role().isPresent());
        Nodes.show(aboutKey, report.key().isPresent());
        Nodes.show(about, report.role().isPresent() || report.key().isPresent());
        if (root != null
                && (root.getScene() == null
                        || root.getScene().getFocusOwner() == null
                        || root.getScene().getFocusOwner() == cancel)) {
            list.requestFocus();
        }
    }

    @FXML
    private void check() {
        model.check();
        cancel.requestFocus();
    }

    @FXML
    private void cancel() {
        model.cancel();
        again.requestFocus();
    }

    @FXML
    private void escape(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.runningProperty().get()) {
            cancel();
            event.consume();
        }
    }

    @FXML
    private void checkEntered() {
        model.checkEntered();
    }

    @FXML
    private void checkConfigured() {
        model.checkConfigured();
    }

    Parent node() {
        return root;
    }
}
