package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTabView;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.plan.SavedReport;
import java.util.Optional;

/** Moving from credentials to a role, as a tab of a project that is still on credentials. */
public final class SwitchTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.SWITCH;
    }

    @Override
    public String titleKey() {
        return "switching.tab";
    }

    @Override
    public int rank() {
        return 15;
    }

    @Override
    public Optional<Why> notApplicable(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case ON_CREDENTIALS -> Optional.empty();
            case ROLE_BASED -> why("roleBased", Optional.of(Place.OfProject.ROTATE));
            case NOT_SET_UP -> why("notSetUp", Optional.of(Place.OfProject.ENABLE));
            case OTHER_PROVIDER -> why("otherProvider", Optional.of(Place.OfProject.OVERVIEW));
            case KEY_INVALID ->
                now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent()
                        ? why("invalidCredentials", Optional.of(Place.OfProject.CHECK))
                        : why("invalidRole", Optional.of(Place.OfProject.CHECK));
        });
    }

    private static Optional<Why> why(String name, Optional<String> tab) {
        return Optional.of(new Why(Text.of("switching.why." + name), Text.of("switching.why." + name + ".next"), tab));
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new SwitchViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        return new WizardTabView(
                context.views(),
                model,
                new SavedReport(context.frame()),
                "switching.help",
                page -> Optional.ofNullable(
                        switch (page) {
                            case FactsPageViewModel facts -> new FactsPageView(context.views(), facts).node();
                            case ChecksPageViewModel checks -> new ChecksPageView(context.views(), checks).node();
                            case CommitPageViewModel commit -> new CommitPageView(context.views(), commit).node();
                            case ProofPageViewModel proof -> new ProofPageView(context.views(), proof).node();
                            default -> null;
                        }));
    }
}
