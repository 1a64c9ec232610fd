package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTabView;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.plan.SavedReport;
import java.util.Optional;

/** Rotating the key, as a tab of a project that reaches it with a role. */
public final class RotateTab implements ProjectTab {

    @Override
    public String id() {
        return Place.OfProject.ROTATE;
    }

    @Override
    public String titleKey() {
        return "rotating.tab";
    }

    @Override
    public int rank() {
        return 25;
    }

    @Override
    public Optional<Why> notApplicable(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case ROLE_BASED -> Optional.empty();
            case ON_CREDENTIALS -> why("credentials", Place.OfProject.SWITCH);
            case NOT_SET_UP -> why("notSetUp", Place.OfProject.ENABLE);
            case OTHER_PROVIDER -> why("otherProvider", Place.OfProject.OVERVIEW);
            // In an outage of its region the key is not valid, and a replica is the way out.
            case KEY_INVALID ->
                now.encryption()
                                .value()
                                .map(e -> e.awsKms())
                                .filter(kms -> kms.onCredentials())
                                .isPresent()
                        ? why("credentials", Place.OfProject.SWITCH)
                        : PresentKeyFacts.kms(now)
                                        .flatMap(kms -> kms.customerMasterKeyId())
                                        .filter(id -> id.contains("mrk-"))
                                        .isPresent()
                                ? Optional.empty()
                                : why("invalid", Place.OfProject.CHECK);
        });
    }

    private static Optional<Why> why(String name, String tab) {
        return Optional.of(
                new Why(Text.of("rotating.why." + name), Text.of("rotating.why." + name + ".next"), Optional.of(tab)));
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new RotateViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        return new WizardTabView(
                context.views(),
                model,
                new SavedReport(context.frame()),
                "rotating.help",
                page -> Optional.ofNullable(
                        switch (page) {
                            case GoalPageViewModel goal -> new GoalPageView(context.views(), goal).node();
                            case MaterialPageViewModel material ->
                                new MaterialPageView(context.views(), material).node();
                            case NewKeyPageViewModel newKey -> new NewKeyPageView(context.views(), newKey).node();
                            case RegionPageViewModel region -> new RegionPageView(context.views(), region).node();
                            case ReminderPageViewModel reminder ->
                                new ReminderPageView(context.views(), reminder).node();
                            case EndPageViewModel end -> new EndPageView(context.views(), end).node();
                            default -> null;
                        }));
    }
}
