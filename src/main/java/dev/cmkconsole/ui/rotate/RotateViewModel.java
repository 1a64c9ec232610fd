package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Problem;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.RotationReminder;
import dev.cmkconsole.procedure.RunResult;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.access.HandsPageViewModel;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.QuestionPage;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Rotating the key of one project. The first page asks what should happen; each answer has a row of pages of its own, which stays as it was filled in. */
public final class RotateViewModel {
    private final EncryptionService service;
    private final Frame frame;
    private final String projectId;
    private final Runnable changed;
    private final ReadOnlyObjectWrapper<WizardViewModel> wizard = new ReadOnlyObjectWrapper<>(this, "wizard");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final Map<Goal, WizardViewModel> wizards = new EnumMap<>(Goal.class);
    private ProjectSnapshot before;
    private GoalPageViewModel goalPage;

    /** @param changed called when a run has ended or paused, so that what others show of the project is read again */
    public RotateViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
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
        frame.tasks().run(() -> service.observe(projectId, Focus.CONFIGURED.with(Focus.More.REMINDER, Focus.More.ROTATIONS)), this::begin, problem::set);
    }

    private void begin(ProjectSnapshot now) {
        before = now;
        wizards.clear();
        goalPage = new GoalPageViewModel(frame.messages(), now, this::chosen);
        var first = wizard(List.of(goalPage));
        first.begin();
        wizard.set(first);
    }

    private WizardViewModel wizard(List<WizardPage> pages) {
        return new WizardViewModel(frame.messages().get("rotating.title", before.project().name()), pages, this::leave);
    }

    private void chosen(Goal goal, WizardPage.Departure departure) {
        var pages = wizards.computeIfAbsent(goal, this::pages);
        if (wizard.get() == pages) {
            departure.goOn();
        } else {
            departure.stay();
            pages.show(pages.pages().get(1).id());
            wizard.set(pages);
        }
    }

    private WizardViewModel pages(Goal goal) {
        return switch (goal) {
            case MATERIAL -> {
                var flow = new MaterialFlow(service, frame, before, this::read);
                yield pages(goal, flow, List.of(new MaterialPageViewModel(flow, frame.clock()::instant), reminder(flow)));
            }
            case NEW_KEY -> {
                var flow = new RotateFlow(service, frame, before, this::read);
                yield pages(goal, flow, List.of(new NewKeyPageViewModel(flow), reminder(flow), HandsPageViewModel.accessToNewKey(flow)));
            }
            case OTHER_KEY -> {
                var flow = new RotateFlow(service, frame, before, this::read);
                yield pages(goal, flow, List.of(new KeyPageViewModel(flow, flow, frame.messages().get("rotating.key.heading")), reminder(flow),
                        HandsPageViewModel.access(flow)));
            }
            case REGION -> {
                var flow = new RegionFlow(service, frame, before, this::read);
                yield pages(goal, flow, List.of(new RegionPageViewModel(flow, PresentKeyFacts.multiRegionArn(before).orElseThrow()), HandsPageViewModel.access(flow)));
            }
        };
    }

    private ReminderPageViewModel reminder(ReminderSlot slot) {
        return new ReminderPageViewModel(frame.messages(), slot, before.reminder().value().flatMap((Optional<RotationReminder> r) -> r));
    }

    private WizardViewModel pages(Goal goal, AccessFlow<?> flow, List<QuestionPage> questions) {
        var runPage = new RunPageViewModel(flow);
        var endPage = new EndPageViewModel(flow, goal, before);
        var all = new ArrayList<WizardPage>(List.of(goalPage));
        all.addAll(questions);
        var accepted = new ReviewPageViewModel[1];
        accepted[0] = new ReviewPageViewModel(flow, confirmation -> start(flow, accepted[0], confirmation, runPage, endPage));
        all.addAll(List.of(accepted[0], runPage, endPage));
        return wizard(all);
    }

    private void start(AccessFlow<?> flow, ReviewPageViewModel review, Confirmation confirmation, RunPageViewModel runPage, EndPageViewModel endPage) {
        var started = new RunViewModel(flow.order(review.plan().accepted(), confirmation), service, frame, flow.verb(), new Place.OfProject(projectId, Place.OfProject.ROTATE));
        run.set(started);
        runPage.show(started);
        started.phaseProperty().addListener((_, _, phase) -> ended(phase, endPage));
        started.start();
    }

    private void ended(RunViewModel.Phase phase, EndPageViewModel endPage) {
        if (run.get().underWay()) {
            return;
        }
        changed.run();
        var result = run.get().result();
        if (phase == RunViewModel.Phase.ENDED && result != null && result.kind() == RunResult.Kind.DONE) {
            endPage.show(run.get());
            wizard.get().show(endPage.id());
        }
    }

    /** Brings the page that is shown up to date; what was entered stays. */
    public void readAgain() {
        if (wizard.get() == null) {
            read();
            return;
        }
        switch (wizard.get().page()) {
            case GoalPageViewModel _ -> read();
            case KeyPageViewModel key -> key.listKeys();
            case RegionPageViewModel region -> region.read();
            case HandsPageViewModel hands -> hands.read();
            case ReviewPageViewModel review -> review.read();
            default -> { }
        }
    }

    /** What was entered, and a run that goes on or waits for somebody, are found again; after a run has ended the next visit begins anew. */
    private void leave() {
        if (run.get() != null && run.get().phase() == RunViewModel.Phase.ENDED) {
            wizard.set(null);
            run.set(null);
        }
        frame.navigator().showProject(projectId, Place.OfProject.OVERVIEW);
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
