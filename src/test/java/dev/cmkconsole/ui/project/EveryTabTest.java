package dev.cmkconsole.ui.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.NoDesktop;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

/** Every tab of a project opens and reads again, and asks neither disk nor network on the screen's thread. */
class EveryTabTest extends UiTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);

    private ProjectContext context() {
        var service = cloud.service();
        return new ProjectContext(
                window.frame(),
                new ViewLoader(new UiText(
                        MESSAGES, new Times(MESSAGES), new NoDesktop(), new SimpleObjectProperty<>(World.NOW))),
                service,
                TestCloud.PROJECT,
                new SimpleObjectProperty<ProjectSnapshot>(
                        ScreenThread.away(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED))),
                () -> {});
    }

    @Test
    void everyTabOpensWithoutHoldingTheScreenStill() {
        var opened = new TreeSet<>(opened());
        cloud.enabled();
        cloud.cluster("orders", TierKind.DEDICATED, "M30", false, EncryptionProvider.AWS);
        opened.addAll(opened());
        assertThat(opened)
                .containsExactlyElementsOf(Procedures.tabs().stream()
                        .map(ProjectTab::id)
                        .filter(id -> !id.equals(Place.OfProject.SWITCH))
                        .sorted()
                        .toList());
    }

    private List<String> opened() {
        var context = context();
        var applicable = Procedures.tabs().stream()
                .filter(tab -> tab.notApplicable(context.snapshot().getValue()).isEmpty())
                .toList();
        applicable.forEach(tab -> onScreen(() -> openAndRead(tab, context)));
        return applicable.stream().map(ProjectTab::id).toList();
    }

    private static void openAndRead(ProjectTab tab, ProjectContext context) {
        var page = tab.open(context);
        page.shown(new Place.OfProject(TestCloud.PROJECT, tab.id()));
        page.readAgain();
        page.dispose();
    }
}
