package dev.cmkconsole.ui.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.NoDesktop;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.theme.Theme;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.RegionBox;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.time.Clock;
import java.time.ZoneId;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** The clusters tab on screen, at the smallest window size that the program allows. */
class ClustersViewTest extends UiTest {
    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private Scene scene;

    @Start
    void start(Stage stage) {
        cloud.enabled();
        cloud.cluster("orders_2", TierKind.DEDICATED, "M30", false, EncryptionProvider.NONE);
        cloud.cluster("ledger", TierKind.DEDICATED, "M10", false, EncryptionProvider.AWS);
        cloud.cluster("asleep", TierKind.DEDICATED, "M10", true, EncryptionProvider.NONE);
        cloud.cluster("free", TierKind.SHARED, "M0", false, EncryptionProvider.NONE);
        var service = cloud.service();
        var snapshot = new SimpleObjectProperty<ProjectSnapshot>(
                ScreenThread.away(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED)));
        var views = new ViewLoader(
                new UiText(MESSAGES, new Times(MESSAGES), new NoDesktop(), new SimpleObjectProperty<>(World.NOW)));
        var page = new ClustersTab()
                .open(new ProjectContext(
                        window.frame(),
                        views,
                        service,
                        TestCloud.PROJECT,
                        snapshot,
                        () -> snapshot.set(
                                ScreenThread.away(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED)))));
        scene = new Scene(page.node(), 716, 380);
        new Theme(ThemeChoice.DARK).dress(scene);
        sized(stage, 716, 380);
        stage.setScene(scene);
        stage.show();
    }

    private <N extends Node> N find(Class<N> kind, String id) {
        return shown(scene, kind, id);
    }

    private void press(String id) {
        var button = find(Button.class, id);
        onScreen(button::fire);
    }

    @Test
    void aClusterIsTickedReviewedAndDone() {
        var tick = find(CheckBox.class, "want-orders_2");
        assertThat(onScreen(tick::getAccessibleText)).contains("orders_2");
        assertThat(onScreen(find(CheckBox.class, "want-asleep")::isDisabled)).isTrue();
        onScreen(tick::fire);
        picture(scene, "clusters-small", 1);
        press("review");
        assertThat(find(Button.class, "apply").getText()).isEqualTo("Encrypt orders_2");
        picture(scene, "clusters-review-small", 1);
        press("apply");
        picture(scene, "clusters-run-small", 1);
        press("toTable");
        assertThat(onScreen(find(CheckBox.class, "want-orders_2")::isSelected)).isTrue();
        assertThat(cloud.clusters.get("orders_2").encrypted()).isTrue();
    }

    @Test
    void theSpaceBarTicksTheChosenRow() {
        TableView<?> table = find(TableView.class, "table");
        onScreen(() -> {
            table.getSelectionModel().select(indexOf(table, "orders_2"));
            table.getOnKeyPressed()
                    .handle(new KeyEvent(KeyEvent.KEY_PRESSED, " ", " ", KeyCode.SPACE, false, false, false, false));
        });
        assertThat(onScreen(find(CheckBox.class, "want-orders_2")::isSelected)).isTrue();
    }

    private static int indexOf(TableView<?> table, String name) {
        for (int i = 0; i < table.getItems().size(); i++) {
            if (((ClusterRow) table.getItems().get(i)).name().equals(name)) {
                return i;
            }
        }
        throw new AssertionError(name);
    }

    @Test
    void aNewClusterIsFilledInWithMessagesBesideItsFields() {
        press("newCluster");
        var name = find(TextField.class, "name");
        onScreen(() -> name.setText("ledger"));
        press("reviewNew");
        assertThat(find(Label.class, "nameError").getText()).contains("already exists");
        assertThat(onScreen(name::isFocused)).isTrue();
        picture(scene, "clusters-new-small", 1);
        onScreen(() -> name.setText("fresh"));
        press("reviewNew");
        assertThat(find(Button.class, "apply").getText()).isEqualTo("Create fresh");
    }

    @Test
    void aRegionIsShownAsAwsNamesItAndChosenByTyping() {
        press("newCluster");
        RegionBox<?> region = find(RegionBox.class, "region");
        // On a busy machine the letters come further apart than a person types them.
        onScreen(() -> region.setTypingDelay((int) Patience.LIMIT.toMillis()));
        onScreen(region::requestFocus);
        robot.type(KeyCode.E, KeyCode.U, KeyCode.W, KeyCode.DIGIT1);
        waitUntil(() -> "EU_WEST_1".equals(region.getValue()));
        assertThat(onScreen(() -> region.lookupAll(".list-cell").stream().map(cell -> ((ListCell<?>) cell).getText())))
                .contains("eu-west-1")
                .doesNotContain("EU_WEST_1");
    }
}
