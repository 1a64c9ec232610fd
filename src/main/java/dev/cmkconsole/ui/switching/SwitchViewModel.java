package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.procedure.RunResult;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.HandsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunOrder;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Moving one project from credentials to a role: the questions, a run of what can be undone, the checks, and after another word of the user a run of what
 * cannot. The wizard keeps nothing of its own: whoever begins it later, elsewhere, finds what was prepared in Atlas.
 */
public final class SwitchViewModel {
    private final EncryptionService service;
    private final Frame frame;
    private final String projectId;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<WizardViewModel> wizard = new ReadOnlyObjectWrapper<>(this, "wizard");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private SwitchFlow flow;
    private FactsPageViewModel factsPage;
    private RolePageViewModel rolePage;
    private ReviewPageViewModel reviewPage;
    private RunPageViewModel preparePage;
    private ChecksPageViewModel checksPage;
    private CommitPageViewModel commitPage;
    private RunPageViewModel switchPage;
    private ProofPageViewModel proofPage;

    /** @param changed called when a run has ended or paused, so that what others show of the project is read again */
    public SwitchViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
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

    /** Brings the page that is shown up to date; what was entered stays. */
    public void readAgain() {
        if (wizard.get() == null) {
            read();
            return;
        }
        switch (wizard.get().page()) {
            case FactsPageViewModel facts -> facts.read();
            case RolePageViewModel role -> role.listRoles();
            case HandsPageViewModel hands -> hands.read();
            case ReviewPageViewModel review -> review.read();
            case ChecksPageViewModel checks -> checks.check();
            case CommitPageViewModel commit -> commit.read();
            case ProofPageViewModel proof -> proof.look();
            default -> { }
        }
    }

    private void begin(ProjectSnapshot snapshot) {
        flow = new SwitchFlow(service, frame, snapshot, this::again);
        factsPage = new FactsPageViewModel(flow);
        rolePage = new RolePageViewModel(flow);
        reviewPage = new ReviewPageViewModel(flow, this::prepare);
        preparePage = new RunPageViewModel(flow, "prepare", frame.messages().get("switching.prepare.name"), flow.running());
        checksPage = new ChecksPageViewModel(flow, this::again, this::prepareAgain);
        commitPage = new CommitPageViewModel(flow, checksPage, this::commit);
        switchPage = new RunPageViewModel(flow, "switch", frame.messages().get("switching.run.name"), frame.messages().get("switching.run.heading", flow.project().name()));
        proofPage = new ProofPageViewModel(flow);
        var pages = List.of(factsPage, rolePage, HandsPageViewModel.trust(flow), HandsPageViewModel.access(flow), reviewPage, preparePage, checksPage, commitPage,
                switchPage, proofPage);
        var fresh = new WizardViewModel(frame.messages().get("switching.title", snapshot.project().name()), pages, this::leave);
        fresh.begin();
        wizard.set(fresh);
    }

    /** Reads the project again and begins with the role, without taking away what stands before the answer is there. */
    private void again() {
        var facts = factsPage;
        var role = rolePage;
        frame.tasks().run(() -> service.observe(projectId, Focus.CONFIGURED), fresh -> {
            begin(fresh);
            factsPage.takeOver(facts);
            rolePage.takeOver(role);
            wizard.get().next();
        }, role::notReadAnew);
    }

    /** With the same role: who makes the changes is asked again, since what failed may have been made by hand. */
    private void prepareAgain() {
        flow.prepareAgain();
        wizard.get().show("trust");
    }

    /** What was entered, and a run that goes on or waits for somebody, are found again; after a run has ended the next visit begins anew. */
    private void leave() {
        if (run.get() != null && run.get().phase() == RunViewModel.Phase.ENDED) {
            wizard.set(null);
            run.set(null);
        }
        frame.navigator().showProject(projectId, Place.OfProject.OVERVIEW);
    }

    /** Sends what can be undone; where all of that is there already, there is nothing to send. */
    private void prepare(Confirmation confirmation) {
        if (reviewPage.plan().planProperty().get().complete()) {
            wizard.get().show(checksPage.id());
            return;
        }
        start(flow.order(reviewPage.plan().accepted(), confirmation), flow.verb(), preparePage, this::prepared);
    }

    private void prepared(RunViewModel ended) {
        flow.snapshot(ended.result().now());
        wizard.get().show(checksPage.id());
    }

    /** Sends what cannot be undone, once. Whatever comes of it, another try begins with the checks and takes another word. */
    private void commit(Confirmation confirmation) {
        Instant begun = frame.clock().instant();
        start(flow.commitment(confirmation), flow.commitVerb(), switchPage, ended -> {
            proofPage.show(ended, begun, commitPage.lastUse());
            wizard.get().show(proofPage.id());
        });
        run.get().againBy(() -> wizard.get().show(checksPage.id()));
    }

    private void start(RunOrder<?> order, String title, RunPageViewModel page, Consumer<RunViewModel> done) {
        var earlier = Optional.ofNullable(run.get()).map(RunViewModel::result).map(RunResult::runId);
        var started = new RunViewModel(order, service, frame, title, new Place.OfProject(projectId, Place.OfProject.SWITCH)).continuing(earlier);
        run.set(started);
        page.show(started);
        started.phaseProperty().addListener((_, _, phase) -> {
            if (started.underWay()) {
                return;
            }
            changed.run();
            if (phase == RunViewModel.Phase.NEEDS_DECISION && page == switchPage) {
                wizard.get().show(checksPage.id());
            } else if (phase == RunViewModel.Phase.ENDED && started.result() != null && started.result().kind() == RunResult.Kind.DONE) {
                done.accept(started);
            }
        });
        started.start();
    }

    /** Null while the project is being read, and when it could not be. */
    public ReadOnlyObjectProperty<WizardViewModel> wizardProperty() {
        return wizard.getReadOnlyProperty();
    }

    /** Why the project could not be read. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The run started last; null before. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
