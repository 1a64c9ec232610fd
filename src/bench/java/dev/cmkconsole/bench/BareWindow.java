package dev.cmkconsole.bench;

import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The least a JavaFX program can be: one window, one label. What the console's start-up is compared with. */
public final class BareWindow {
    private BareWindow() {}

    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /** Reports its frames in the console's own way: the system property {@code cmk.exitAfterFrames}. */
    public static final class Window extends Application {

        @Override
        public void start(Stage stage) {
            stage.setScene(new Scene(new StackPane(new Label("CMK Console")), 1180, 760));
            stage.setTitle("CMK Console");
            stage.show();
            int wanted = Integer.getInteger("cmk.exitAfterFrames", 0);
            new AnimationTimer() {
                private int begun;

                @Override
                public void handle(long now) {
                    // A pulse is announced before it is drawn, so the frame before it is the last one shown.
                    if (wanted > 0 && ++begun == wanted + 1) {
                        stop();
                        System.out.println("frame " + wanted);
                        Platform.exit();
                    }
                }
            }.start();
        }
    }
}
