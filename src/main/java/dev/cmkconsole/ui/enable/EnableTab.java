package dev.cmkconsole.ui.enable;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTabView;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.plan.SavedReport;
import java.util.Optional;

/** Enabling customer-managed keys, as a tab of a project that has none yet. */
public final class EnableTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.ENABLE;
    }

    @Override
    public String titleKey() {
        return "enable.tab";
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public Optional<Why> notApplicable(ProjectSnapshot now) {
        return now.encryption().map(EncryptionAtRest::posture).flatMap(posture -> switch (posture) {
            case NOT_SET_UP, OTHER_PROVIDER -> Optional.empty();
            case ROLE_BASED ->
                Optional.of(new Why(
                        Text.of("enable.why.roleBased"),
                        Text.of("enable.why.roleBasedNext"),
                        Optional.of(Place.OfProject.CLUSTERS)));
            case ON_CREDENTIALS ->
                Optional.of(new Why(
                        Text.of("enable.why.credentials"),
                        Text.of("enable.why.credentialsNext"),
                        Optional.of(Place.OfProject.CLUSTERS)));
            case KEY_INVALID ->
                Optional.of(new Why(
                        Text.of("enable.why.invalid"),
                        Text.of("enable.why.invalidNext"),
                        Optional.of(Place.OfProject.OVERVIEW)));
        });
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new EnableViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        return new WizardTabView(
                context.views(),
                model,
                new SavedReport(context.frame()),
                "enable.help",
                page -> page instanceof ResultPageViewModel result
                        ? Optional.of(new ResultPageView(context.views(), result).node())
                        : Optional.empty());
    }
}
