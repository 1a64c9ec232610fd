package dev.cmkconsole.ui.access;

import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.wizard.QuestionPage;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The run page of a wizard. It blocks Back once a request was sent, and Next until the run is done. */
public final class RunPageViewModel extends QuestionPage {
    private final AccessFlow<?> flow;
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");

    public RunPageViewModel(AccessFlow<?> flow) {
        this(flow, "run", flow.messages().get("accessPages.run.name"), flow.running());
    }

    /** Creates the page for a wizard with more than one run. */
    public RunPageViewModel(AccessFlow<?> flow, String id, String name, String heading) {
        super(id, name, heading, Buttons.away(flow.messages(), true));
        this.flow = flow;
    }

    @Override
    public boolean returnable() {
        return false;
    }

    public void show(RunViewModel started) {
        run.set(started);
        footer(Buttons.away(flow.messages(), started.underWay()));
        started.phaseProperty().addListener((_, _, _) -> footer(Buttons.away(flow.messages(), started.underWay())));
    }

    @Override
    public void leave(Departure departure) {
        departure.stay();
    }

    /** Null until a run has started. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }
}
