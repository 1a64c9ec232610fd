package dev.cmkconsole.ui.access;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.plan.RunOrder;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One procedure of one project as a tab: reads the project, leads through a wizard, and keeps its runs. The procedure
 * defines the questions.
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
     * @param place place of the tab
     * @param focus the facts that the first page needs
     * @param changed called when a run has ended or paused, so that other views read the project again
     */
    protected WizardTabViewModel(
            EncryptionService service, Frame frame, Place.OfProject place, ReadScope focus, Runnable changed) {
        this.service = service;
        this.frame = frame;
        this.place = place;
        this.focus = focus;
        this.changed = changed;
    }

    /** Creates the tab of the project that is open, with {@code focus} as in the other constructor. */
    protected WizardTabViewModel(ProjectContext context, String tab, ReadScope focus) {
        this(
                context.service(),
                context.frame(),
                new Place.OfProject(context.projectId(), tab),
                focus,
                context.readAgain());
    }

    /** Creates the pages from the snapshot and shows the first one. */
    protected abstract void begin(ProjectSnapshot snapshot);

    /** Updates a visible page; entries stay, except on a first page that has no reading of its own. */
    protected void refresh(WizardPage page) {
        switch (page) {
            case RolePageViewModel role -> role.listRoles();
            case KeyPageViewModel key -> key.listKeys();
            case ManualStepsPageViewModel hands -> hands.read();
            case ReviewPageViewModel review -> review.read();
            default -> readFirst(page);
        }
    }

    /** What the first page shows comes from the reading that the wizard began with. */
    private void readFirst(WizardPage page) {
        if (wizard.get().pages().getFirst() == page) {
            read();
        }
    }

    /** Reads the project and starts the wizard; an open wizard stays as it is. */
    public final void open() {
        if (wizard.get() == null) {
            read();
        }
    }

    /** Restarts the wizard from the current state of Atlas and AWS. */
    public final void read() {
        if (run.get() != null && run.get().underWay()) {
            return;
        }
        problem.set(null);
        wizard.set(null);
        run.set(null);
        observe(this::begin, problem::set);
    }

    /** Reads the project; the current content stays until the answer arrives. */
    protected final void observe(Consumer<ProjectSnapshot> read, Consumer<Problem> unread) {
        frame.tasks().run(() -> service.observe(place.projectId(), focus), read, unread);
    }

    /** Updates the visible page. */
    public final void readAgain() {
        if (wizard.get() == null) {
            read();
        } else {
            refresh(wizard.get().page());
        }
    }

    /** Shows why a further reading failed, which the wizard needs before its first page. */
    protected final void unread(Problem why) {
        problem.set(why);
    }

    protected final WizardViewModel wizard(String title, List<? extends WizardPage> pages) {
        return new WizardViewModel(title, pages, this::leave);
    }

    /** Returns the pages of a procedure that ends with its run: the questions, the plan, and the run. */
    protected final WizardViewModel wizard(String title, AccessFlow<?> flow, List<? extends WizardPage> questions) {
        var runPage = new RunPageViewModel(flow);
        var pages = new ArrayList<WizardPage>(questions);
        pages.add(new ReviewPageViewModel(
                flow,
                (accepted, confirmation) -> start(flow.order(accepted, confirmation), flow.verb(), runPage, _ -> {})));
        pages.add(runPage);
        return wizard(title, pages);
    }

    /** Shows the first page of a wizard. */
    protected final void begin(WizardViewModel pages) {
        pages.begin();
        show(pages);
    }

    protected final void show(WizardViewModel pages) {
        wizard.set(pages);
    }

    /**
     * Leaves for the overview. Entries and an unfinished run stay; after the run has ended, the next visit starts over.
     */
    private void leave() {
        if (run.get() != null && run.get().phase() == RunViewModel.Phase.ENDED) {
            wizard.set(null);
            run.set(null);
        }
        frame.navigator().showProject(place.projectId(), Place.OfProject.OVERVIEW);
    }

    /** @param done called when every step is done */
    protected final void start(RunOrder<?> order, String title, RunPageViewModel page, Consumer<RunViewModel> done) {
        start(new RunViewModel(order, service, frame, title, place), page, done);
    }

    /** Starts a run that continues an earlier one, where there is one. */
    protected final void startNextPart(
            RunOrder<?> order, String title, RunPageViewModel page, Consumer<RunViewModel> done) {
        var earlier = Optional.ofNullable(run.get()).map(RunViewModel::result).map(RunResult::runId);
        start(new RunViewModel(order, service, frame, title, place).continuing(earlier), page, done);
    }

    private void start(RunViewModel started, RunPageViewModel page, Consumer<RunViewModel> done) {
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
    }

    /** Called when a run waits for a person or ends without completing. */
    protected void paused(RunPageViewModel page, RunViewModel.Phase phase) {}

    protected final EncryptionService service() {
        return service;
    }

    protected final Frame frame() {
        return frame;
    }

    /** Null while the project is being read, and after a failed read. */
    public final ReadOnlyObjectProperty<WizardViewModel> wizardProperty() {
        return wizard.getReadOnlyProperty();
    }

    /** Why the project could not be read. */
    public final ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The most recent run; null before the first one. */
    public final ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
