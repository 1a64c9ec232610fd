package dev.cmkconsole.ui;

import dev.cmkconsole.Patience;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/**
 * Gives each test the one stage of the toolkit, and hides every window after it. TestFX's own extension sleeps a third
 * of a second for each test, in five places.
 */
final class OneStage implements BeforeEachCallback, AfterEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        var stage = FxToolkit.registerPrimaryStage();
        for (var test : context.getRequiredTestInstances().getAllInstances()) {
            for (var start : AnnotationSupport.findAnnotatedMethods(
                    test.getClass(), Start.class, HierarchyTraversalMode.TOP_DOWN)) {
                onScreen(() -> ReflectionSupport.invokeMethod(start, test, stage));
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
        onScreen(() -> List.copyOf(Window.getWindows()).forEach(OneStage::hide));
    }

    private static void hide(Window window) {
        if (window instanceof Stage stage) {
            stage.setOnCloseRequest(null);
        }
        window.hide();
    }

    private static void onScreen(Runnable work) {
        try {
            WaitForAsyncUtils.waitFor(Patience.SECONDS, TimeUnit.SECONDS, WaitForAsyncUtils.asyncFx(work));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("the screen's thread does not answer", e);
        }
    }
}
