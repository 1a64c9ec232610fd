package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunOrder;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One procedure for one project as a tab: reads the project, leads through a wizard, and keeps its runs. What is
 * asked is the procedure's.
 */
public abstract class WizardTabViewModel {
    private final EncryptionService service;
    private final Frame frame;
    private final Place.OfProject place;
    private final ReadScope focus;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<WizardViewModel> wizard = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>();

    /**
     * @param place of the tab
     * @param focus what the first page needs to know
     * @param changed called when a run has ended or paused, so that what others show of the project is read again
     */
    protected WizardTabViewModel(
            EncryptionService service, Frame frame, Place.OfProject place, ReadScope focus, Runnable changed) {
        this.service = service;
        this.frame = frame;
        this.place = place;
        this.focus = focus;
        this.changed = changed;
    }

    /** Makes the pages from what was read, and shows the first. */
    protected abstract void begin(ProjectSnapshot snapshot);

    /** Brings a page that is shown up to date; what was entered stays. */
    protected void refresh(WizardPage page) {
        switch (page) {
            case RolePageViewModel role -> role.listRoles();
            case KeyPageViewModel key -> key.listKeys();
            case ManualStepsPageViewModel hands -> hands.read();
            case ReviewPageViewModel review -> review.read();
            default -> {}
        }
    }

    /** Reads the project and begins; a wizard that is open stays as it is. */
    public final void open() {
        if (wizard.get() == null) {
            read();
        }
    }

    /** Begins anew from what Atlas and AWS hold now. */
    public final void read() {
        if (run.get() != null && run.get().underWay()) {
            return;
        }
        problem.set(null);
        wizard.set(null);
        run.set(null);
        observe(this::begin, problem::set);
    }

    /** Reads the project without taking away what stands before the answer is there. */
    protected final void observe(Consumer<ProjectSnapshot> read, Consumer<Problem> unread) {
        frame.tasks().run(() -> service.observe(place.projectId(), focus), read, unread);
    }

    /** Brings the page that is shown up to date; what was entered stays. */
    public final void readAgain() {
        if (wizard.get() == null) {
            read();
        } else {
            refresh(wizard.get().page());
        }
    }

    protected final WizardViewModel wizard(String title, List<? extends WizardPage> pages) {
        return new WizardViewModel(title, pages, this::leave);
    }

    protected final void show(WizardViewModel pages) {
        wizard.set(pages);
    }

    /**
     * What was entered, and a run that goes on or waits for somebody, are found again; after a run has ended the
     * next visit begins anew.
     */
    private void leave() {
        if (run.get() != null && run.get().phase() == RunViewModel.Phase.ENDED) {
            wizard.set(null);
            run.set(null);
        }
        frame.navigator().showProject(place.projectId(), Place.OfProject.OVERVIEW);
    }

    /**
     * @param part an earlier run of which this one is another part
     * @param done called when everything was done
     */
    protected final RunViewModel start(
            RunOrder<?> order,
            String title,
            Optional<String> part,
            RunPageViewModel page,
            Consumer<RunViewModel> done) {
        var started = new RunViewModel(order, service, frame, title, place).continuing(part);
        run.set(started);
        page.show(started);
        started.phaseProperty().addListener((_, _, phase) -> {
            if (started.underWay()) {
                return;
            }
            changed.run();
            if (phase == RunViewModel.Phase.ENDED
                    && started.result() != null
                    && started.result().kind() == RunResult.RunOutcomeKind.DONE) {
                done.accept(started);
            } else {
                paused(page, phase);
            }
        });
        started.start();
        return started;
    }

    /** A run waits for somebody, or ended otherwise than done. */
    protected void paused(RunPageViewModel page, RunViewModel.Phase phase) {}

    protected final EncryptionService service() {
        return service;
    }

    protected final Frame frame() {
        return frame;
    }

    /** Null while the project is being read, and when it could not be. */
    public final ReadOnlyObjectProperty<WizardViewModel> wizardProperty() {
        return wizard.getReadOnlyProperty();
    }

    /** Why the project could not be read. */
    public final ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The run started last; null before. */
    public final ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
