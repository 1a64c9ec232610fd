package dev.cmkconsole.ui;

import dev.cmkconsole.Patience;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javafx.geometry.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Labeled;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Base of the tests that need the toolkit. Only this class depends on TestFX and the Headless platform. */
@ExtendWith(UiTest.OneStage.class)
public abstract class UiTest {
    protected static final Messages MESSAGES = new Messages(Locale.US, ZoneId.of("UTC"));

    /** The toolkit leaves out all painting. Most tests look at what is laid out, not at its colours. */
    private static final boolean UNPAINTED = Boolean.getBoolean("quantum.norenderjobs");

    /** Tasks of the screen post others, which may post others. */
    private static final int ROUNDS = 3;

    protected final FxRobot robot = new FxRobot();

    protected static <T> T onScreen(Callable<T> work) {
        return WaitForAsyncUtils.waitForAsyncFx(Patience.SECONDS * 1000L, work);
    }

    protected static void onScreen(Runnable work) {
        WaitForAsyncUtils.waitForAsyncFx(Patience.SECONDS * 1000L, work);
        settle();
    }

    protected static void waitUntil(Callable<Boolean> condition) {
        try {
            WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, () -> onScreen(condition));
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "did not become true within " + Patience.SECONDS + " s; on the screen: " + onScreen(UiTest::words),
                    e);
        }
        settle();
    }

    /** What a person can read in all windows. */
    private static List<String> words() {
        return Window.getWindows().stream()
                .filter(window -> window.getScene() != null)
                .flatMap(window -> window.getScene().getRoot().lookupAll(".label, .button").stream())
                .filter(node -> node instanceof Labeled said && !said.getText().isBlank() && seen(said))
                .map(node -> ((Labeled) node).getText())
                .distinct()
                .toList();
    }

    /** Whether neither the node nor what it stands in is hidden. */
    protected static boolean seen(Node node) {
        return Stream.iterate(node, n -> n != null, n -> (Node) n.getParent()).allMatch(Node::isVisible);
    }

    /** What was posted to the screen's thread has run, and what that posted in turn; every window is laid out. */
    protected static void settle() {
        for (int round = 0; round < ROUNDS; round++) {
            onScreen((Callable<Boolean>) UiTest::laidOut);
        }
    }

    private static boolean laidOut() {
        for (var window : List.copyOf(Window.getWindows())) {
            if (window.getScene() != null) {
                window.getScene().getRoot().applyCss();
                window.getScene().getRoot().layout();
            }
        }
        return true;
    }

    /** Waits until the scene shows it. */
    protected static <N extends Node> N shown(Scene scene, Class<N> kind, String id) {
        waitUntil(() -> visible(scene, kind, id).isPresent());
        return onScreen(() -> visible(scene, kind, id).orElseThrow());
    }

    private static <N extends Node> Optional<N> visible(Scene scene, Class<N> kind, String id) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return scene.getRoot().lookupAll("#" + id).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(Node::isVisible)
                .findFirst();
    }

    /** The area that the rail marks as current. */
    protected Place area() {
        return onScreen(() -> robot.lookup(".rail-button").queryAllAs(ToggleButton.class).stream()
                .filter(ToggleButton::isSelected)
                .map(button -> (Place) button.getUserData())
                .findFirst()
                .orElseThrow());
    }

    /** All tests share one stage, which keeps the size and the limits of the previous test. */
    protected static void sized(Stage stage, double width, double height) {
        stage.setMinWidth(0);
        stage.setMinHeight(0);
        stage.setWidth(width);
        stage.setHeight(height);
    }

    /** Writes what the scene shows to {@code target/pictures/NAME.png}, where windows are painted. */
    protected static void picture(Scene scene, String name, double scale) {
        if (UNPAINTED) {
            return;
        }
        var image = onScreen(() -> {
            scene.getRoot().applyCss();
            scene.getRoot().layout();
            var parameters = new SnapshotParameters();
            parameters.setTransform(Transform.scale(scale, scale));
            parameters.setFill(scene.getFill());
            parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth() * scale, scene.getHeight() * scale));
            return scene.getRoot().snapshot(parameters, null);
        });
        write(image, Path.of("target", "pictures", name + ".png"));
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        var pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        var picture = new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_INT_RGB);
        picture.getRaster().setDataElements(0, 0, width, height, pixels);
        try {
            Files.createDirectories(file.getParent());
            javax.imageio.ImageIO.write(picture, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives each test the one stage of the toolkit, and hides every window after it. TestFX's own extension sleeps a third
     * of a second for each test, in five places.
     */
    static final class OneStage implements BeforeEachCallback, AfterEachCallback {
        @Override
        public void beforeEach(ExtensionContext context) throws Exception {
            var stage = FxToolkit.registerPrimaryStage();
            for (var test : context.getRequiredTestInstances().getAllInstances()) {
                for (var start : AnnotationSupport.findAnnotatedMethods(
                        test.getClass(), Start.class, HierarchyTraversalMode.TOP_DOWN)) {
                    atOnce(() -> ReflectionSupport.invokeMethod(start, test, stage));
                }
            }
        }

        @Override
        public void afterEach(ExtensionContext context) {
            if (context.getExecutionException().isPresent()) {
                var robot = new FxRobot();
                robot.release(new KeyCode[0]);
                robot.release(new MouseButton[0]);
            }
            atOnce(() -> List.copyOf(Window.getWindows()).forEach(OneStage::hide));
        }

        private static void hide(Window window) {
            if (window instanceof Stage stage) {
                stage.setOnCloseRequest(null);
            }
            window.hide();
        }

        private static void atOnce(Runnable work) {
            try {
                WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
            } catch (TimeoutException e) {
                throw new AssertionError("the screen's thread does not answer", e);
            }
        }
    }
}
