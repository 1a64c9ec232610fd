package dev.cmkconsole.ui.plan;

import dev.cmkconsole.ui.plan.RunViewModel.Phase;
import dev.cmkconsole.ui.view.CopyButton;
import dev.cmkconsole.ui.view.Nodes;
import dev.cmkconsole.ui.view.ProblemBanner;
import dev.cmkconsole.ui.view.ViewLoader;
import javafx.fxml.FXML;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** Shows a run live: the steps, the current wait, and the buttons that are now available. */
public final class RunView {
    private final RunViewModel model;
    private final ViewLoader views;
    private final Runnable save;
    private final Parent root;

    @FXML
    private ProgressIndicator working;

    @FXML
    private Label headline;

    @FXML
    private Label elapsed;

    @FXML
    private HBox retry;

    @FXML
    private Label retryWords;

    @FXML
    private Button stop;

    @FXML
    private ProblemBanner problem;

    @FXML
    private VBox hands;

    @FXML
    private Label handsTitle;

    @FXML
    private Label handsWords;

    @FXML
    private VBox copyables;

    @FXML
    private Label vain;

    @FXML
    private Button certain;

    @FXML
    private CopyButton colleague;

    @FXML
    private VBox decide;

    @FXML
    private Label decideWords;

    @FXML
    private HBox ending;

    @FXML
    private CopyButton copyReport;

    @FXML
    private Button report;

    @FXML
    private Button saveReport;

    @FXML
    private StepList steps;

    @FXML
    private StepDetail detail;

    public RunView(ViewLoader views, RunViewModel model, Runnable save) {
        this.views = views;
        this.model = model;
        this.save = save;
        this.root = views.load(this);
    }

    @FXML
    private void initialize() {
        headline.textProperty().bind(model.headlineProperty());
        elapsed.textProperty().bind(model.elapsedProperty());
        retryWords.textProperty().bind(model.retryWordsProperty());
        Nodes.showIf(retry, model.retryWordsProperty().map(w -> !w.isEmpty()));
        Nodes.showIf(working, model.phaseProperty().map(_ -> model.underWay()));
        Nodes.showIf(stop, model.phaseProperty().map(_ -> model.underWay()));
        stop.disableProperty().bind(model.phaseProperty().map(p -> p == Phase.STOPPING));
        stop.textProperty()
                .bind(model.phaseProperty()
                        .map(p -> views.uiText().messages().get(p == Phase.STOPPING ? "run.stopping" : "run.stop")));
        Nodes.showIf(hands, model.phaseProperty().map(p -> p == Phase.NEEDS_HANDS));
        Nodes.showIf(decide, model.phaseProperty().map(p -> p == Phase.NEEDS_DECISION));
        Nodes.showIf(ending, model.phaseProperty().map(p -> p == Phase.ENDED));
        problem.againProperty().set(model::again);
        Nodes.showIf(report, model.resultProperty().isNotNull());
        Nodes.showIf(saveReport, model.resultProperty().isNotNull());
        copyReport.setSource(model::report);
        copyReport.setWord(views.uiText().messages().get("run.copyReport"));
        colleague.setWord(views.uiText().messages().get("run.hands.colleague"));
        colleague.setSource(() -> new ColleagueText(views.uiText().messages())
                .of(
                        model.procedure(),
                        model.project(),
                        model.pausedAt().stream().toList()));
        steps.follow(model.lines());
        detail.lineProperty().bind(steps.getSelectionModel().selectedItemProperty());
        model.currentProperty().subscribe(id -> {
            if (id != null) {
                steps.select(id);
            }
        });
        model.phaseProperty().subscribe(this::phase);
    }

    private void phase(Phase phase) {
        problem.outcomeProperty()
                .set(model.result() == null ? null : model.result().outcome().orElse(null));
        problem.problemProperty()
                .set(phase == Phase.ENDED ? model.problemProperty().get() : null);
        if (phase == Phase.NEEDS_HANDS) {
            model.pausedAt().ifPresent(this::showHands);
            Nodes.show(vain, model.lookedInVain());
            Nodes.show(certain, model.lookedInVain());
        } else if (phase == Phase.NEEDS_DECISION) {
            decideWords.setText(String.join(
                    "\n", model.undecided().stream().map(StepLine::note).toList()));
        }
        if (phase != Phase.RUNNING) {
            focus();
        }
    }

    /** Focuses the status line. */
    public void focus() {
        headline.requestFocus();
    }

    private void showHands(StepLine line) {
        handsTitle.setText(line.title());
        handsWords.setText(line.detail().explanation());
        copyables
                .getChildren()
                .setAll(line.detail().copyables().stream()
                        .map(c -> new CodeBlock(c.label(), c.content(), views.uiText()))
                        .toList());
    }

    @FXML
    private void tryNow() {
        model.tryNow();
    }

    @FXML
    private void stop() {
        model.stopAfterStep();
    }

    @FXML
    private void handsDone() {
        model.handsDone();
    }

    @FXML
    private void handsCertain() {
        model.handsDoneForCertain();
    }

    @FXML
    private void goOnAnyway() {
        model.goOnAnyway();
    }

    @FXML
    private void again() {
        model.again();
    }

    @FXML
    private void showReport() {
        model.showReport();
    }

    @FXML
    private void saveReport() {
        save.run();
    }

    public Parent node() {
        return root;
    }
}
