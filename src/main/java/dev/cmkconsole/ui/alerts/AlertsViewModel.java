package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.wizard.WizardPage;
import dev.cmkconsole.ui.wizard.WizardViewModel;
import java.util.List;

/** Shows the alerts of one project. From there, one way leads to changing them and one to acknowledging an open one. */
public final class AlertsViewModel extends WizardTabViewModel implements AlertsPageViewModel.Ways {
    private ProjectSnapshot before;
    private AlertsPageViewModel alerts;
    private WizardViewModel changing;

    public AlertsViewModel(EncryptionService service, Frame frame, String projectId, Runnable changed) {
        super(
                service,
                frame,
                new Place.OfProject(projectId, Place.OfProject.ALERTS),
                ReadScope.CONFIGURED.with(ReadScope.More.ALERTS),
                changed);
    }

    @Override
    protected void begin(ProjectSnapshot now) {
        before = now;
        alerts = new AlertsPageViewModel(frame().messages(), now, this);
        var flow = new AlertsFlow(service(), frame(), now, this::read);
        changing = pages(flow, List.of(alerts, new ChangePageViewModel(flow)));
        begin(changing);
    }

    private WizardViewModel pages(AlertsFlow flow, List<WizardPage> questions) {
        return wizard(frame().messages().get("alertsTab.title", before.project().name()), flow, questions);
    }

    @Override
    public void change(WizardPage.Departure departure) {
        if (wizardProperty().get() == changing) {
            departure.goOn();
        } else {
            departure.stay();
            changing.show("change");
            show(changing);
        }
    }

    @Override
    public void acknowledge(Alert alert) {
        var flow = new AlertsFlow(service(), frame(), before, this::read);
        show(flow, List.of(alerts, new AcknowledgePageViewModel(flow, alert)), "acknowledge");
    }

    @Override
    public void unacknowledge(Alert alert) {
        var flow = new AlertsFlow(service(), frame(), before, this::read);
        flow.wish(AlertsChoices.acknowledging(List.of(Acknowledge.ending(alert.id()))));
        show(flow, List.of(alerts), "review");
    }

    @Override
    public void go(String tab) {
        frame().navigator().showProject(before.project().id(), tab);
    }

    private void show(AlertsFlow flow, List<WizardPage> questions, String first) {
        var pages = pages(flow, questions);
        pages.show(first);
        show(pages);
    }
}
