package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.Text;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.plan.SavedReport;
import java.util.Optional;
import javafx.scene.Parent;

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
            case KEY_INVALID -> now.encryption().value().filter(e -> e.awsKms().onCredentials()).isPresent()
                    ? why("invalidCredentials", Optional.of(Place.OfProject.CHECK)) : why("invalidRole", Optional.of(Place.OfProject.CHECK));
        });
    }

    private static Optional<Why> why(String name, Optional<String> tab) {
        return Optional.of(new Why(Text.of("switching.why." + name), Text.of("switching.why." + name + ".next"), tab));
    }

    @Override
    public Page open(ProjectContext context) {
        var model = new SwitchViewModel(context.service(), context.frame(), context.projectId(), context.readAgain());
        var view = new SwitchView(context.views(), model, new SavedReport(context.frame()));
        return new Page() {
            @Override
            public Parent node() {
                return view.node();
            }

            @Override
            public String helpKey() {
                return "switching.help";
            }

            @Override
            public void shown(Place place) {
                model.open();
            }

            @Override
            public void readAgain() {
                model.readAgain();
            }
        };
    }
}
