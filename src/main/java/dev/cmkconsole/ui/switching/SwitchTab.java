package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The tab that moves a project from credentials to a role, for a project that still uses credentials. */
public final class SwitchTab extends WizardTab {

    public SwitchTab() {
        super(new TabEntry(Place.OfProject.SWITCH, "switching.tab", 15), "switching.help");
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case ON_CREDENTIALS -> Optional.empty();
            case ROLE_BASED -> NotApplicable.because("switching.why.roleBased", Place.OfProject.ROTATE);
            case NOT_SET_UP -> NotApplicable.because("switching.why.notSetUp", Place.OfProject.ENABLE);
            case KEY_IN_DOUBT ->
                now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent()
                        ? Optional.empty()
                        : NotApplicable.because("switching.why.roleBased", Place.OfProject.ROTATE);
            case OTHER_PROVIDER -> NotApplicable.because("switching.why.otherProvider", Place.OfProject.OVERVIEW);
            case KEY_INVALID ->
                now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent()
                        ? NotApplicable.because("switching.why.invalidCredentials", Place.OfProject.CHECK)
                        : NotApplicable.because("switching.why.invalidRole", Place.OfProject.CHECK);
        });
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new SwitchViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.ofNullable(
                switch (page) {
                    case FactsPageViewModel facts -> new FactsPageView(views, facts).node();
                    case ChecksPageViewModel checks -> new ChecksPageView(views, checks).node();
                    case CommitPageViewModel commit -> new CommitPageView(views, commit).node();
                    case ProofPageViewModel proof -> new ProofPageView(views, proof).node();
                    default -> null;
                });
    }
}
