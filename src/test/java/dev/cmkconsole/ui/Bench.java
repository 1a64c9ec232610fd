package dev.cmkconsole.ui;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Dialogs;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.dialog.SaveFile;
import dev.cmkconsole.ui.nav.Activities;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Navigator;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.ImmediateTasks;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** The surroundings of a view model: a world, a frame with scripted dialog answers, and a record of navigation. */
public final class Bench {
    public final Clock clock = Clock.fixed(World.NOW, ZoneId.of("UTC"));
    public final World world = World.ofAllKinds(clock);
    public final WorldConnector connector = new WorldConnector(world);
    public final ImmediateTasks tasks = new ImmediateTasks(clock);
    public final NoDesktop desktop = new NoDesktop();
    public final Activities activities = new Activities();
    public final Messages messages = new Messages(Locale.US, ZoneId.of("UTC"));
    public final List<Place> went = new ArrayList<>();
    public final List<Question> asked = new ArrayList<>();
    public boolean answer = true;
    public Optional<Path> file = Optional.empty();
    public final Frame frame =
            new Frame(messages, clock, tasks, new AnsweringDialogs(), desktop, new RecordingNavigator(), activities);

    private final class RecordingNavigator implements Navigator {
        @Override
        public void go(Place place) {
            went.add(place);
        }

        @Override
        public void back() {}
    }

    private final class AnsweringDialogs implements Dialogs {
        @Override
        public void confirm(Question question, Runnable confirmed) {
            asked.add(question);
            if (answer) {
                confirmed.run();
            }
        }

        @Override
        public void confirmTyped(Question question, String name, Consumer<String> confirmed) {
            asked.add(question);
            if (answer) {
                confirmed.accept(name);
            }
        }

        @Override
        public void error(Problem problem) {
            throw new AssertionError("unexpected error dialog: " + problem);
        }

        @Override
        public void saveFile(SaveFile wanted, Consumer<Path> chosen) {
            file.ifPresent(chosen);
        }

        @Override
        public void folder(String title, Consumer<Path> chosen) {
            file.ifPresent(chosen);
        }
    }
}
