package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.NewKeyPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.access.RunPageViewModel;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Enables customer-managed keys for one project: reads the project, then leads through the questions, the plan, the run
 * and the result.
 */
public final class EnableViewModel extends WizardTabViewModel {
    private EnableFlow flow;
    private RolePageViewModel rolePage;
    private RunPageViewModel runPage;
    private ResultPageViewModel resultPage;

    /**
     * @param changed called when a run has ended or paused, so that other views read the project again
     */
    public EnableViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
        super(service, frame, new Place.OfProject(projectId, Place.OfProject.ENABLE), ReadScope.CONFIGURED, changed);
    }

    /** Restarts like {@link #read}, but keeps the current content until the answer arrives. */
    private void readAnew(RolePageViewModel before) {
        observe(fresh -> begin(fresh, page -> page.takeOver(before)), before::notReadAnew);
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        begin(snapshot, _ -> {});
    }

    private void begin(ProjectSnapshot snapshot, Consumer<RolePageViewModel> typed) {
        flow = new EnableFlow(service(), frame(), snapshot, () -> readAnew(rolePage));
        rolePage = new RolePageViewModel(flow);
        typed.accept(rolePage);
        runPage = new RunPageViewModel(flow);
        resultPage = new ResultPageViewModel(flow);
        var pages = List.of(
                rolePage,
                new KeyPageViewModel(flow, flow, frame().messages().get("enable.key.heading"))
                        .offering(new NewKeyPageViewModel(flow, flow)),
                ManualStepsPageViewModel.trust(flow),
                ManualStepsPageViewModel.accessToNewKey(flow),
                new ReviewPageViewModel(flow, this::start),
                runPage,
                resultPage);
        var fresh =
                wizard(frame().messages().get("enable.title", snapshot.project().name()), pages);
        begin(fresh);
    }

    private void start(Set<StepId> accepted, Confirmation confirmation) {
        start(flow.order(accepted, confirmation), flow.verb(), runPage, done -> {
            resultPage.show(done);
            wizardProperty().get().show(resultPage.id());
        });
    }
}
