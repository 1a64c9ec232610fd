package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The tab that rotates the key, for a project that uses it with a role. */
public final class RotateTab extends WizardTab {

    public RotateTab() {
        super(new TabEntry(Place.OfProject.ROTATE, "rotating.tab", 25), "rotating.help");
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        return now.posture().flatMap(posture -> switch (posture) {
            case ROLE_BASED -> Optional.empty();
            case ON_CREDENTIALS -> NotApplicable.because("rotating.why.credentials", Place.OfProject.SWITCH);
            case NOT_SET_UP -> NotApplicable.because("rotating.why.notSetUp", Place.OfProject.ENABLE);
            case OTHER_PROVIDER -> NotApplicable.because("rotating.why.otherProvider", Place.OfProject.OVERVIEW);
            case KEY_IN_DOUBT ->
                now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent()
                        ? NotApplicable.because("rotating.why.credentials", Place.OfProject.SWITCH)
                        : Optional.empty();
            case KEY_INVALID -> invalid(now);
        });
    }

    /** During an outage of its region a key is not valid, and a replica is the remedy. */
    private static Optional<NotApplicable> invalid(ProjectSnapshot now) {
        var kms = now.encryption().value().map(EncryptionAtRest::awsKms);
        if (kms.filter(AwsKms::onCredentials).isPresent()) {
            return NotApplicable.because("rotating.why.credentials", Place.OfProject.SWITCH);
        }
        return PresentKeyFacts.kms(now)
                        .flatMap(AwsKms::customerMasterKeyId)
                        .filter(id -> id.contains("mrk-"))
                        .isPresent()
                ? Optional.empty()
                : NotApplicable.because("rotating.why.invalid", Place.OfProject.CHECK);
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new RotateViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return Optional.ofNullable(
                switch (page) {
                    case GoalPageViewModel goal -> new GoalPageView(views, goal).node();
                    case MaterialPageViewModel material -> new MaterialPageView(views, material).node();
                    case RegionPageViewModel region -> new RegionPageView(views, region).node();
                    case ReminderPageViewModel reminder -> new ReminderPageView(views, reminder).node();
                    case EndPageViewModel end -> new EndPageView(views, end).node();
                    default -> null;
                });
    }
}
