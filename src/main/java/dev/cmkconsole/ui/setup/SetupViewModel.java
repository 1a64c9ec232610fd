package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.ProjectContext;
import java.util.List;
import java.util.function.BiFunction;

/** Shows the plan of a procedure that has nothing to ask, and runs it. */
public final class SetupViewModel<C extends Choices<C>> extends WizardTabViewModel {
    private final ProjectContext context;
    private final BiFunction<EncryptionService, ProjectSnapshot, SetupFlow.Wish<C>> wish;

    /** @param wish what the user wants of a project as it was just read; it may read the history */
    SetupViewModel(
            ProjectContext context,
            String tab,
            BiFunction<EncryptionService, ProjectSnapshot, SetupFlow.Wish<C>> wish) {
        super(context, tab, ReadScope.CONFIGURED);
        this.context = context;
        this.wish = wish;
    }

    @Override
    protected void begin(ProjectSnapshot snapshot) {
        frame().tasks()
                .run(() -> wish.apply(context.service(), snapshot), wanted -> begin(snapshot, wanted), this::unread);
    }

    private void begin(ProjectSnapshot snapshot, SetupFlow.Wish<C> wanted) {
        var flow = new SetupFlow<>(service(), frame(), snapshot, this::read, wanted);
        begin(wizard(flow.title(), flow, List.of()));
    }
}
