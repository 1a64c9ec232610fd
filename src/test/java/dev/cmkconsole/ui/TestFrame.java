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

/** Stands in for the window around a view model. Records navigation and questions. */
public final class TestFrame {
    public final ImmediateTasks tasks;
    public final List<Place> went = new ArrayList<>();
    public final List<Question> asked = new ArrayList<>();
    /** The names that had to be typed. */
    public final List<String> typed = new ArrayList<>();

    public final Activities activities = new Activities();
    public final Messages messages = new Messages(Locale.US, ZoneId.of("UTC"));
    public Optional<Path> saveTo = Optional.empty();
    private final Clock clock;

    public TestFrame(Clock clock) {
        this.clock = clock;
        this.tasks = new ImmediateTasks(clock);
    }

    public Frame frame() {
        return new Frame(messages, clock, tasks, new Answers(), new NoDesktop(), new Steps(), activities);
    }

    private final class Steps implements Navigator {
        @Override
        public void go(Place place) {
            went.add(place);
        }

        @Override
        public void back() {
            went.removeLast();
        }
    }

    private final class Answers implements Dialogs {
        @Override
        public void confirm(Question question, Runnable confirmed) {
            asked.add(question);
            confirmed.run();
        }

        @Override
        public void confirmTyped(Question question, String name, Consumer<String> confirmed) {
            asked.add(question);
            typed.add(name);
            confirmed.accept(name);
        }

        @Override
        public void error(Problem problem) {
            tasks.report(problem);
        }

        @Override
        public void saveFile(SaveFile file, Consumer<Path> chosen) {
            saveTo.ifPresent(chosen);
        }

        @Override
        public void folder(String title, Consumer<Path> chosen) {
            saveTo.ifPresent(chosen);
        }
    }
}
