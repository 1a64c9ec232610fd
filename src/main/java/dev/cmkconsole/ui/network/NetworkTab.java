package dev.cmkconsole.ui.network;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.WizardTab;
import dev.cmkconsole.ui.access.WizardTabViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.TabGroup;
import dev.cmkconsole.ui.view.ViewLoader;
import dev.cmkconsole.ui.wizard.WizardPage;
import java.util.Optional;
import javafx.scene.Node;

/** The section that requires private networking or stops it, for a project that uses its key with a role. */
public final class NetworkTab extends WizardTab {

    public NetworkTab() {
        super(new TabEntry(Place.OfProject.PRIVATE_NETWORK, "networking.tab", 10), "networking.help");
    }

    @Override
    public Optional<TabGroup> sectionOf() {
        return Optional.of(TabGroup.NETWORK);
    }

    @Override
    public Optional<NotApplicable> notApplicable(ProjectSnapshot now) {
        if (now.encryption()
                .value()
                .map(EncryptionAtRest::awsKms)
                .filter(AwsKms::onCredentials)
                .isPresent()) {
            return NotApplicable.because("networking.why.credentials", Place.OfProject.SWITCH);
        }
        return now.posture().flatMap(posture -> switch (posture) {
            case NOT_SET_UP, OTHER_PROVIDER -> NotApplicable.because("networking.why.notSetUp", Place.OfProject.ENABLE);
            case ROLE_BASED, ON_CREDENTIALS, KEY_IN_DOUBT, KEY_INVALID -> Optional.empty();
        });
    }

    @Override
    protected WizardTabViewModel model(ProjectContext context) {
        return new NetworkViewModel(context);
    }

    @Override
    protected Optional<Node> view(ViewLoader views, WizardPage page) {
        return page instanceof RegionsPageViewModel regions
                ? Optional.of(new RegionsPageView(views, regions).node())
                : Optional.empty();
    }
}
