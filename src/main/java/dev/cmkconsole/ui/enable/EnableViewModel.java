package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.procedure.RunResult;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.HandsPageViewModel;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Enabling customer-managed keys for one project: reads the project, then leads through the questions, the plan, the run and the result. */
public final class EnableViewModel {
    private final EncryptionService service;
    private final Frame frame;
    private final String projectId;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<WizardViewModel> wizard = new ReadOnlyObjectWrapper<>(this, "wizard");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private EnableFlow flow;
    private RolePageViewModel rolePage;
    private RunPageViewModel runPage;
    private ResultPageViewModel resultPage;
    private ReviewPageViewModel reviewPage;

    /** @param changed called when a run has ended or paused, so that what others show of the project is read again */
    public EnableViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
        this.service = service;
        this.frame = frame;
        this.projectId = projectId;
        this.changed = changed;
    }

    /** Reads the project and begins; a wizard that is open stays as it is. */
    public void open() {
        if (wizard.get() == null) {
            read();
        }
    }

    /** Begins anew from what Atlas and AWS hold now. */
    public void read() {
        if (run.get() != null && run.get().underWay()) {
            return;
        }
        problem.set(null);
        wizard.set(null);
        run.set(null);
        frame.tasks().run(() -> service.observe(projectId, Focus.CONFIGURED), this::begin, problem::set);
    }

    /** Begins anew like {@link #read}, without taking away what stands before the answer is there. */
    private void readAnew(RolePageViewModel before) {
        frame.tasks().run(() -> service.observe(projectId, Focus.CONFIGURED), fresh -> begin(fresh, page -> page.takeOver(before)), before::notReadAnew);
    }

    /** Brings the page that is shown up to date; what was entered stays. */
    public void readAgain() {
        if (wizard.get() == null) {
            read();
            return;
        }
        switch (wizard.get().page()) {
            case RolePageViewModel role -> role.listRoles();
            case KeyPageViewModel key -> key.listKeys();
            case HandsPageViewModel hands -> hands.read();
            case ReviewPageViewModel review -> review.read();
            default -> { }
        }
    }

    private void begin(ProjectSnapshot snapshot) {
        begin(snapshot, _ -> { });
    }

    private void begin(ProjectSnapshot snapshot, Consumer<RolePageViewModel> typed) {
        flow = new EnableFlow(service, frame, snapshot, () -> readAnew(rolePage));
        rolePage = new RolePageViewModel(flow);
        typed.accept(rolePage);
        reviewPage = new ReviewPageViewModel(flow, this::start);
        runPage = new RunPageViewModel(flow);
        resultPage = new ResultPageViewModel(flow);
        var pages = List.of(rolePage, new KeyPageViewModel(flow, flow, frame.messages().get("enable.key.heading")), HandsPageViewModel.trust(flow), HandsPageViewModel.access(flow),
                reviewPage, runPage, resultPage);
        var fresh = new WizardViewModel(frame.messages().get("enable.title", snapshot.project().name()), pages, this::leave);
        fresh.begin();
        wizard.set(fresh);
    }

    /** What was entered, and a run that goes on or waits for somebody, are found again; after a run has ended the next visit begins anew. */
    private void leave() {
        if (run.get() != null && run.get().phase() == RunViewModel.Phase.ENDED) {
            wizard.set(null);
            run.set(null);
        }
        frame.navigator().showProject(projectId, Place.OfProject.OVERVIEW);
    }

    private void start(Confirmation confirmation) {
        var started = new RunViewModel(flow.order(reviewPage.plan().accepted(), confirmation), service, frame, flow.verb(),
                new Place.OfProject(projectId, Place.OfProject.ENABLE));
        run.set(started);
        runPage.show(started);
        started.phaseProperty().addListener((_, _, phase) -> ended(phase));
        started.start();
    }

    private void ended(RunViewModel.Phase phase) {
        if (run.get().underWay()) {
            return;
        }
        changed.run();
        var result = run.get().result();
        if (phase == RunViewModel.Phase.ENDED && result != null && result.kind() == RunResult.Kind.DONE) {
            resultPage.show(run.get());
            wizard.get().show(resultPage.id());
        }
    }

    /** Null while the project is being read, and when it could not be. */
    public ReadOnlyObjectProperty<WizardViewModel> wizardProperty() {
        return wizard.getReadOnlyProperty();
    }

    /** Why the project could not be read. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The run started here; null before. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
