package dev.cmkconsole.ui.alerts;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Frame;

/** What the user wants of the alerts of one project. */
final class AlertsFlow extends AccessFlow<AlertsChoices> {
    private AlertsChoices wish = AlertsChoices.TURN_ON;

    AlertsFlow(EncryptionService service, Frame frame, ProjectSnapshot snapshot, Runnable anew) {
        super(service, frame, snapshot, anew);
    }

    void wish(AlertsChoices wanted) {
        wish = wanted;
    }

    @Override
    public Planner<AlertsChoices> planner() {
        return new AlertsPlanner();
    }

    @Override
    public AlertsChoices choices(Actor trustBy, Actor accessBy) {
        return wish;
    }

    private String words() {
        if (wish.configure()) {
            return "change";
        }
        return wish.acknowledge().getFirst().until().isPresent() ? "acknowledge" : "unacknowledge";
    }

    @Override
    public String verb() {
        return messages().get("alertsTab.verb." + words(), project().name());
    }

    @Override
    public String running() {
        return messages().get("alertsTab.running", project().name());
    }
}
