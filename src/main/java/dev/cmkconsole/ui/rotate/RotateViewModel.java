package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.NewKeyPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.wizard.QuestionPage;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rotates the key of one project. The first page asks for the goal. Each goal has its own pages, which keep their
 * entries.
 */
public final class RotateViewModel extends WizardTabViewModel {
    private final Map<Goal, WizardViewModel> wizards = new EnumMap<>(Goal.class);
    private ProjectSnapshot before;
    private GoalPageViewModel goalPage;

    /**
     * @param changed called when a run has ended or paused, so that other views read the project again
     */
    public RotateViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
        super(
                service,
                frame,
                new Place.OfProject(projectId, Place.OfProject.ROTATE),
                ReadScope.CONFIGURED.with(ReadScope.More.REMINDER, ReadScope.More.ROTATIONS),
                changed);
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        before = now;
        wizards.clear();
        goalPage = new GoalPageViewModel(frame().messages(), now, this::chosen);
        var first = wizard(List.of(goalPage));
        begin(first);
    }

    private WizardViewModel wizard(List<WizardPage> pages) {
        return wizard(frame().messages().get("rotating.title", before.project().name()), pages);
    }

    private void chosen(Goal goal, WizardPage.Departure departure) {
        var pages = wizards.computeIfAbsent(goal, this::pages);
        if (wizardProperty().get() == pages) {
            departure.goOn();
        } else {
            departure.stay();
            pages.show(pages.pages().get(1).id());
            show(pages);
        }
    }

    private WizardViewModel pages(Goal goal) {
        return switch (goal) {
            case MATERIAL -> {
                var flow = new MaterialFlow(service(), frame(), before, this::read);
                yield pages(
                        goal, flow, List.of(new MaterialPageViewModel(flow, frame().clock()::instant), reminder(flow)));
            }
            case NEW_KEY -> {
                var flow = new RotateFlow(service(), frame(), before, this::read);
                yield pages(
                        goal,
                        flow,
                        List.of(
                                new NewKeyPageViewModel(flow, flow),
                                reminder(flow),
                                ManualStepsPageViewModel.accessToNewKey(flow)));
            }
            case OTHER_KEY -> {
                var flow = new RotateFlow(service(), frame(), before, this::read);
                yield pages(
                        goal,
                        flow,
                        List.of(
                                new KeyPageViewModel(
                                        flow, flow, frame().messages().get("rotating.key.heading")),
                                reminder(flow),
                                ManualStepsPageViewModel.access(flow)));
            }
            case REGION -> {
                var flow = new RegionFlow(service(), frame(), before, this::read);
                yield pages(
                        goal,
                        flow,
                        List.of(
                                new RegionPageViewModel(
                                        flow,
                                        PresentKeyFacts.multiRegionArn(before).orElseThrow()),
                                ManualStepsPageViewModel.access(flow)));
            }
        };
    }

    private ReminderPageViewModel reminder(ReminderSlot slot) {
        return new ReminderPageViewModel(
                frame().messages(), slot, before.reminder().value().flatMap((Optional<RotationReminder> r) -> r));
    }

    private WizardViewModel pages(Goal goal, AccessFlow<?> flow, List<QuestionPage> questions) {
        var runPage = new RunPageViewModel(flow);
        var endPage = new EndPageViewModel(flow, goal, before);
        var all = new ArrayList<WizardPage>(List.of(goalPage));
        all.addAll(questions);
        var review = new ReviewPageViewModel(
                flow,
                (accepted, confirmation) -> start(flow.order(accepted, confirmation), flow.verb(), runPage, done -> {
                    endPage.show(done);
                    wizardProperty().get().show(endPage.id());
                }));
        all.addAll(List.of(review, runPage, endPage));
        return wizard(all);
    }

    @Override
    protected void refresh(WizardPage page) {
        if (page instanceof RegionPageViewModel region) {
            region.read();
        } else {
            super.refresh(page);
        }
    }
}
