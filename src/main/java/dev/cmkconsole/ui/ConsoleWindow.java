package dev.cmkconsole.ui;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.FxDesktop;
import dev.cmkconsole.ui.dialog.FxDialogs;
import dev.cmkconsole.ui.nav.Activities;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Navigator;
import dev.cmkconsole.ui.nav.Screen;
import dev.cmkconsole.ui.nav.ScreenContext;
import dev.cmkconsole.ui.shell.ShellKeys;
import dev.cmkconsole.ui.shell.ShellView;
import dev.cmkconsole.ui.shell.ShellViewModel;
import dev.cmkconsole.ui.task.FxTasks;
import dev.cmkconsole.ui.theme.Theme;
import dev.cmkconsole.ui.view.Times;
import dev.cmkconsole.ui.view.UiText;
import dev.cmkconsole.ui.view.ViewLoader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javafx.animation.AnimationTimer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Scene;
import javafx.scene.image.Image;
import javafx.stage.Stage;

/** The window. Builds the frame, shows it immediately, and only then connects in the background. JavaFX thread only. */
public final class ConsoleWindow implements AutoCloseable {
    private static final double WIDTH = 1180;
    private static final double HEIGHT = 760;

    /**
     * The objects that the wiring provides.
     *
     * @param first the connection to open at the start
     * @param screens every screen, in any order
     */
    public record Context(
            Messages messages,
            Clock clock,
            UserSettings settings,
            Connector connector,
            ConnectionRequest first,
            Screens screens,
            Outside outside) {}

    /**
     * What the window tells the world around it.
     *
     * @param showDocument opens a URL or a folder on the desktop
     * @param onFirstFrames called once, when the second frame of the window has been shown
     */
    public record Outside(Consumer<String> showDocument, Runnable onFirstFrames) {
        /** Nobody is told. */
        public static final Outside NOBODY = new Outside(_ -> {}, () -> {});
    }

    /** Creates the screens. Receives the theme, which Settings can change. */
    @FunctionalInterface
    public interface Screens {
        List<Screen> make(Theme theme);
    }

    private final Stage stage;
    private final Context context;
    private final FxTasks tasks;
    private final Theme theme;
    private final Scene scene;
    private final ShellViewModel model;
    private final ScreenContext screenContext;
    private final ObjectProperty<Instant> now;

    public ConsoleWindow(Stage stage, Context context) {
        this.stage = stage;
        this.context = context;
        this.now = new SimpleObjectProperty<>(context.clock().instant());
        this.theme = new Theme(context.settings().theme());
        this.tasks = new FxTasks(context.clock(), this::report);
        var desktop = new FxDesktop(context.outside().showDocument());
        var dialogs = new FxDialogs(stage, context.messages(), desktop);
        var activities = new Activities();
        var connections = new Connections(context.connector(), tasks, context.settings(), context.first());
        this.model = new ShellViewModel(context.messages(), dialogs, tasks, connections, activities);
        var views = new ViewLoader(new UiText(context.messages(), new Times(context.messages()), desktop, now));
        var frame = new Frame(context.messages(), context.clock(), tasks, dialogs, desktop, model, activities);
        this.screenContext = new ScreenContext(frame, views, connections);
        var view = new ShellView(model, screenContext, context.screens().make(theme));
        this.scene = new Scene(view.load(), WIDTH, HEIGHT);
        theme.dress(scene);
        ShellKeys.install(scene, view, model);
        theme.choiceProperty().subscribe(choice -> {
            if (choice != context.settings().theme()) {
                context.settings().theme(choice);
            }
        });
    }

    private void report(dev.cmkconsole.model.outcome.Problem problem) {
        model.report(problem);
    }

    public void show() {
        stage.setTitle(context.messages().get("app.title"));
        Stream.of(16, 32, 48, 128, 256)
                .map(size -> ConsoleWindow.class.getResource("/icons/icon-" + size + ".png"))
                .filter(java.util.Objects::nonNull)
                .forEach(icon -> stage.getIcons().add(new Image(icon.toExternalForm(), true)));
        stage.setMinWidth(900);
        stage.setMinHeight(600);
        stage.setScene(scene);
        stage.setOnCloseRequest(event -> {
            event.consume();
            model.closing(stage::hide);
        });
        Thread.currentThread().setUncaughtExceptionHandler((_, thrown) -> tasks.uncaught(thrown));
        tasks.every(Duration.ofSeconds(1), () -> {
            now.set(context.clock().instant());
            model.checkClock();
        });
        stage.show();
        afterSecondFrame(() -> {
            context.outside().onFirstFrames().run();
            screenContext.connections().connect(context.first());
        });
    }

    /** The third pulse begins after the second frame was shown. */
    private static void afterSecondFrame(Runnable then) {
        new AnimationTimer() {
            private int pulses;

            @Override
            public void handle(long nanos) {
                if (++pulses == 3) {
                    stop();
                    then.run();
                }
            }
        }.start();
    }

    public Scene scene() {
        return scene;
    }

    public Messages messages() {
        return context.messages();
    }

    public Theme theme() {
        return theme;
    }

    public Navigator navigator() {
        return model;
    }

    public Connections connections() {
        return screenContext.connections();
    }

    /** Stops the background work. The wiring closes the connector. */
    @Override
    public void close() {
        tasks.close();
    }
}
