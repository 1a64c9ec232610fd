package dev.cmkconsole.ui.enable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.ui.NoDesktop;
import dev.cmkconsole.ui.TestCloud;
import dev.cmkconsole.ui.TestFrame;
import dev.cmkconsole.ui.UiTest;
import dev.cmkconsole.ui.World;
import dev.cmkconsole.ui.access.ChangeMode;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.task.ScreenThread;
import dev.cmkconsole.ui.theme.Theme;
import dev.cmkconsole.ui.theme.ThemeChoice;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.AccessibleAttribute;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.framework.junit5.Start;

/** The enable tab on screen, at the smallest window size that the program allows. */
class EnableViewTest extends UiTest {
    /** The part of 900 x 600 that is left for a tab. */
    private static final double WIDTH = 716;

    private static final double HEIGHT = 380;

    private final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    private final TestCloud cloud = new TestCloud(clock);
    private final TestFrame window = new TestFrame(clock);
    private Stage stage;
    private Scene scene;

    @Start
    void start(Stage given) {
        stage = given;
    }

    private void open() {
        onScreen(() -> {
            var service = cloud.service();
            var views = new ViewLoader(
                    new UiText(MESSAGES, new Times(MESSAGES), new NoDesktop(), new SimpleObjectProperty<>(World.NOW)));
            var context = new ProjectContext(
                    window.frame(),
                    views,
                    service,
                    TestCloud.PROJECT,
                    new SimpleObjectProperty<>(
                            ScreenThread.away(() -> service.observe(TestCloud.PROJECT, ReadScope.CONFIGURED))),
                    () -> {});
            ProjectTab tab = new EnableTab();
            Page page = tab.open(context);
            scene = new Scene(page.node(), WIDTH, HEIGHT);
            new Theme(ThemeChoice.LIGHT).dress(scene);
            stage.setScene(scene);
            sized(stage, WIDTH, HEIGHT);
            stage.show();
            page.shown(new Place.OfProject(TestCloud.PROJECT, "enable"));
        });
    }

    private <N extends Node> N find(Class<N> kind, String id) {
        return shown(scene, kind, id);
    }

    private void press(String id) {
        var button = find(Labeled.class, id);
        onScreen(() -> {
            if (button instanceof RadioButton radio) {
                radio.fire();
            } else {
                ((Button) button).fire();
            }
        });
    }

    private void enterKey() {
        press("next");
        press("enter");
        var field = find(TextField.class, "field");
        onScreen(() -> field.setText(TestCloud.KEY.toString()));
        press("next");
    }

    private String heading() {
        return find(Label.class, "heading").getText();
    }

    /** No text is cut off at the right or left. */
    private List<String> cutOff() {
        return onScreen(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            return scene.getRoot().lookupAll(".label").stream()
                    .filter(Label.class::isInstance)
                    .map(Label.class::cast)
                    .filter(EnableViewTest::inView)
                    .filter(l -> l.getWidth() + 0.5 < (l.isWrapText() ? 0 : l.prefWidth(-1))
                            || l.localToScene(l.getBoundsInLocal()).getMaxX() > WIDTH + 0.5)
                    .map(Label::getText)
                    .toList();
        });
    }

    private static boolean inView(Node node) {
        for (Node n = node; n != null; n = n.getParent()) {
            if (!n.isVisible() || n instanceof Region r && r.getWidth() == 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void theFocusIsOnTheHeadingOfANewPage() {
        open();
        press("next");
        assertThat(onScreen(() -> scene.getFocusOwner().getId())).isEqualTo("heading");
        assertThat(heading()).isEqualTo(MESSAGES.get("enable.key.heading"));
    }

    @Test
    void aMessageStandsBesideItsFieldAndTheFieldHasTheFocusAndSaysIt() {
        open();
        press("next");
        press("enter");
        var field = find(TextField.class, "field");
        onScreen(
                () -> field.setText("arn:aws-cn:kms:cn-north-1:111122223333:key/0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c"));
        press("next");
        var error = find(Label.class, "enteredError");
        assertThat(onScreen(error::getText)).contains("aws-cn");
        assertThat(onScreen(field::isFocused)).isTrue();
        assertThat(onScreen(field::getAccessibleHelp)).isEqualTo(onScreen(error::getText));
        assertThat(onScreen(() -> field.queryAccessibleAttribute(AccessibleAttribute.LABELED_BY)))
                .isInstanceOf(Label.class);
        assertThat(cutOff()).isEmpty();
        picture(scene, "enable-key-error", 1);
    }

    @Test
    void aManualStepIsShownWithWhatIsToBeCopied() {
        open();
        enterKey();
        press(ChangeMode.USER.name().toLowerCase());
        picture(scene, "enable-trust-by-hand", 1);
        press("next");
        press("next");
        press("next");
        assertThat(find(Label.class, "handsTitle").getText()).contains("IAM role");
        assertThat(onScreen(() ->
                        find(Region.class, "copyables").lookupAll(".code-text").size()))
                .isEqualTo(2);
        assertThat(cutOff()).isEmpty();
        picture(scene, "enable-hands", 1);
    }

    @Test
    void whatCannotBeToldIsTickedOneByOne() {
        cloud.ownerUnknown = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "USER_UNAUTHORIZED"));
        open();
        enterKey();
        press("next");
        press("next");
        press("next");
        assertThat(heading()).isEqualTo(MESSAGES.get("accessPages.review.heading"));
        assertThat(find(Label.class, "error").getText()).isEqualTo(MESSAGES.get("accessPages.review.undecided"));
        assertThat(find(Button.class, "next").isMnemonicParsing())
                .as("a project's underscores are no mnemonics")
                .isFalse();
        picture(scene, "enable-undecided", 1);
        var tick = onScreen(() -> (CheckBox)
                ((Parent) find(Region.class, "ticks")).getChildrenUnmodifiable().getFirst());
        onScreen(tick::fire);
        press("next");
        assertThat(heading()).isEqualTo(MESSAGES.get("enable.result.heading", "payments-prod"));
        assertThat(cutOff()).isEmpty();
        picture(scene, "enable-result-small", 1);
    }

    @Test
    void aProjectThatCannotBeReadOffersToTryAgain() {
        cloud.cluster("orders", Cluster.TierKind.DEDICATED, "M30", false, EncryptionProvider.NONE);
        onScreen(() -> {});
        window.tasks.hold();
        open();
        cloud.unreadable = Optional.of(TestCloud.problem(Problem.Origin.ATLAS, "GROUP_NOT_FOUND"));
        onScreen(window.tasks::release);
        assertThat(find(Region.class, "problem").isVisible()).isTrue();
        picture(scene, "enable-unreadable", 1);
    }
}
