package dev.cmkconsole.ui.setup;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The plan of a procedure that asks nothing, for a project with a key. */
abstract class PlanTab<C extends Choices<C>> extends WizardTab {
    private final String whyNot;
    private final String elsewhere;

    /**
     * @param whyNot the text that says why a project without a key of its own has nothing to do here
     * @param elsewhere the tab for such a project
     */
    PlanTab(TabEntry entry, String helpKey, String whyNot, String elsewhere) {
        super(entry, helpKey);
        this.whyNot = whyNot;
        this.elsewhere = elsewhere;
    }

    /** What the user wants of a project as it was just read. */
    abstract SetupFlow.Wish<C> wish(EncryptionService service, ProjectSnapshot now);

    @Override
    public final Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return NotApplicable.withoutKey(now, whyNot, elsewhere);
    }

    @Override
    protected final WizardTabViewModel model(ProjectContext context) {
        return new SetupViewModel<>(context, entry().id(), this::wish);
    }

    @Override
    protected final Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.empty();
    }
}
