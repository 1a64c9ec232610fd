package dev.cmkconsole.bench;

import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;

/** The smallest JavaFX program, with one window and one label. The console's start-up is compared with it. */
public final class BareWindow {
    private BareWindow() {}

    public static void main(String[] args) {
        Application.launch(Window.class, args);
    }

    /** Reports when its second frame was shown, as the console does, and ends. */
    public static final class Window extends Application {

        @Override
        public void start(Stage stage) {
            stage.setScene(new Scene(new StackPane(new Label("CMK Console")), 1180, 760));
            stage.setTitle("CMK Console");
            stage.show();
            new AnimationTimer() {
                private int pulses;

                @Override
                public void handle(long now) {
                    // A pulse is announced before it is drawn. The third one therefore begins after the second frame
                    // was shown.
                    if (++pulses == 3) {
                        stop();
                        System.out.println("second frame");
                        Platform.exit();
                    }
                }
            }.start();
        }
    }
}
