package dev.cmkconsole.ui.enable;

import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.QuestionPage;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The run in its place in the wizard: no way back once something was sent, and a way on only when all is done. */
public final class RunPageViewModel extends QuestionPage {
    private final EnableFlow flow;
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");

    RunPageViewModel(EnableFlow flow) {
        super("run", flow.messages().get("enable.run.name"), flow.messages().get("enable.run.heading", flow.project().name()),
                Buttons.away(flow.messages(), true));
        this.flow = flow;
    }

    void show(RunViewModel started) {
        run.set(started);
        footer(Buttons.away(flow.messages(), started.underWay()));
        started.phaseProperty().addListener((_, _, _) -> footer(Buttons.away(flow.messages(), started.underWay())));
    }

    @Override
    public void leave(Departure departure) {
        departure.stay();
    }

    /** Null until a run was started. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
