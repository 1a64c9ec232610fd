package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.task.TaskHandle;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Postures;
import dev.cmkconsole.ui.view.Tone;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One project: its facts, first from the cache and then read, and the selected tab. */
public final class ProjectViewModel {
    private final Frame frame;
    private final EncryptionService service;
    private final String projectId;
    private final List<ProjectTab> tabs;
    private final TabRow row;
    private final Map<String, ProjectTab> lastSections = new HashMap<>();
    private final ReadOnlyObjectWrapper<ProjectSnapshot> snapshot = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper stale = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<ProjectTab> tab = new ReadOnlyObjectWrapper<>();
    private TaskHandle work = TaskHandle.ENDED;
    private Runnable following = () -> {};

    public ProjectViewModel(Frame frame, EncryptionService service, String projectId, List<ProjectTab> tabs) {
        this.frame = frame;
        this.service = service;
        this.projectId = projectId;
        this.tabs =
                tabs.stream().sorted(Comparator.comparingInt(ProjectTab::rank)).toList();
        this.row = new TabRow(this.tabs);
        this.tab.set(this.tabs.getFirst());
    }

    /** Shows the cached facts immediately and reads the project. */
    public void start() {
        reading.set(true);
        following = service.follow(learned -> {
            if (learned.project().id().equals(projectId)) {
                frame.tasks().onScreen(() -> take(learned));
            }
        });
        work = frame.tasks()
                .run(
                        () -> service.cached(projectId),
                        known -> {
                            known.filter(_ -> snapshot.get() == null).ifPresent(snapshot::set);
                            readAgain();
                        },
                        _ -> readAgain());
    }

    public void readAgain() {
        work.cancel();
        reading.set(true);
        work = frame.tasks()
                .run(
                        () -> service.observe(projectId, ReadScope.OVERVIEW),
                        fresh -> {
                            reading.set(false);
                            stale.set(false);
                            problem.set(null);
                            take(fresh);
                        },
                        failure -> {
                            reading.set(false);
                            stale.set(true);
                            problem.set(failure);
                        });
    }

    /** Shows what any surface has learned about the project. A newer reading stays. */
    private void take(ProjectSnapshot learned) {
        var shown = snapshot.get();
        if (shown == null || !learned.at().isBefore(shown.at())) {
            snapshot.set(learned);
        }
    }

    /** Selects the tab with this id, or the first one if there is no such tab. */
    public void select(String tabId) {
        tab.set(tabs.stream().filter(t -> t.id().equals(tabId)).findFirst().orElse(tabs.getFirst()));
        if (current().sections().contains(tab.get())) {
            lastSections.put(current().id(), tab.get());
        }
    }

    /** Selects a tab for the user; the window remembers it as a place. */
    public void choose(ProjectTab chosen) {
        if (chosen != tab.get()) {
            frame.navigator().go(new Place.OfProject(projectId, chosen.id()));
        }
    }

    /** Selects a tab of the row for the user, at the section that was last shown. */
    void choose(TabRow.Entry entry) {
        if (!entry.sections().contains(tab.get())) {
            choose(lastSections.getOrDefault(entry.id(), entry.sections().getFirst()));
        }
    }

    /** Returns the entry of the row that the selected tab belongs to. */
    TabRow.Entry current() {
        return row.of(tab.get());
    }

    TabRow row() {
        return row;
    }

    /** Returns why a tab does not apply now. Also empty while nothing is known about the project. */
    public Optional<ProjectTab.NotApplicable> notApplicable(ProjectTab asked) {
        return Optional.ofNullable(snapshot.get()).flatMap(asked::notApplicable);
    }

    /** Returns whether this tab has a change in progress in this project. */
    public boolean busy(ProjectTab asked) {
        return frame.activities().running().stream()
                .anyMatch(a -> a.place().equals(new Place.OfProject(projectId, asked.id())));
    }

    public Badge badge(ProjectSnapshot now) {
        return Postures.badge(now, frame.messages())
                .orElseGet(() -> new Badge(
                        Tone.CAUTION, "fth-help-circle", frame.messages().get("project.posture.unknown")));
    }

    public void dispose() {
        following.run();
        work.cancel();
    }

    public String projectId() {
        return projectId;
    }

    public List<ProjectTab> tabs() {
        return tabs;
    }

    public ReadOnlyObjectProperty<ProjectTab> tabProperty() {
        return tab.getReadOnlyProperty();
    }

    /** Null until something is known. */
    public ReadOnlyObjectProperty<ProjectSnapshot> snapshotProperty() {
        return snapshot.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** Whether the shown facts date from before this page was opened. */
    public ReadOnlyBooleanProperty staleProperty() {
        return stale.getReadOnlyProperty();
    }

    /** Why the last read failed. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }
}
