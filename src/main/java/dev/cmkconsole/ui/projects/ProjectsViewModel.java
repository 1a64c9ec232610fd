package dev.cmkconsole.ui.projects;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.pace.ReadingPace;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.projects.ProjectRow.Reading;
import dev.cmkconsole.ui.task.TaskHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/**
 * All projects: first the list, from Atlas or, if Atlas is unreachable, from the cache. Then every project is read, a
 * few at a time, visible rows first. While a service limits requests, reading pauses; the projects that were refused
 * wait and are read again by themselves.
 */
public final class ProjectsViewModel {
    static final Duration RETRY = Duration.ofSeconds(30);
    static final Duration PAUSE_CHECK = Duration.ofSeconds(1);

    private final Frame frame;
    private final EncryptionService service;
    private final ObservableList<ProjectRow> rows = FXCollections.observableArrayList();
    private final FilteredList<ProjectRow> shown = new FilteredList<>(rows);
    private final Map<String, Integer> index = new HashMap<>();
    private final ReadQueue queue = new ReadQueue();
    private final Set<TaskHandle> reading = new HashSet<>();
    private final StringProperty filter = new SimpleStringProperty("");
    private final ObjectProperty<Posture> posture = new SimpleObjectProperty<>();
    private final ReadOnlyBooleanWrapper listing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Problem> offline = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> offlineSince = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Instant> listedAt = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyIntegerWrapper pending = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper read = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Instant> pausedUntil = new ReadOnlyObjectWrapper<>();
    private final ReadingPace pace;
    private final TaskHandle retrying;
    private TaskHandle resuming = TaskHandle.ENDED;
    private final Runnable following;
    private TaskHandle list = TaskHandle.ENDED;
    private boolean pumping;

    public ProjectsViewModel(Frame frame, EncryptionService service) {
        this.frame = frame;
        this.service = service;
        this.pace = new ReadingPace(frame.clock(), RandomGenerator.getDefault(), ReadingPace.AT_ONCE);
        shown.predicateProperty()
                .bind(Bindings.createObjectBinding(
                        () -> {
                            String words = filter.get();
                            var wanted = posture.get();
                            return row -> (words.isBlank() || row.matches(words))
                                    && (wanted == null
                                            || row.posture()
                                                    .filter(p -> p == wanted)
                                                    .isPresent());
                        },
                        filter,
                        posture));
        following = service.follow(learned -> frame.tasks().onScreen(() -> learned(learned)));
        retrying = frame.tasks().every(RETRY, () -> {
            if (offline.get() != null && !listing.get()) {
                refresh();
            }
        });
    }

    /** Shows the cached facts, then reads everything again. */
    public void start() {
        listing.set(true);
        list = frame.tasks()
                .run(
                        service::cached,
                        known -> {
                            if (rows.isEmpty()) {
                                fill(known.stream()
                                        .map(s -> ProjectRow.unread(s.project(), Optional.of(s)))
                                        .toList());
                            }
                            refresh();
                        },
                        _ -> refresh());
    }

    /** Reads the list and the projects again; the present content stays until the new one arrives. */
    public void refresh() {
        stop();
        listing.set(true);
        list = frame.tasks().run(service::projects, this::listed, this::unlisted);
    }

    private void listed(List<Project> projects) {
        listing.set(false);
        offline.set(null);
        offlineSince.set(null);
        listedAt.set(frame.clock().instant());
        var known = rows.stream()
                .filter(r -> r.snapshot().isPresent())
                .collect(Collectors.toMap(ProjectRow::id, r -> r.snapshot().orElseThrow()));
        fill(projects.stream()
                .map(p -> ProjectRow.unread(p, Optional.ofNullable(known.get(p.id()))))
                .toList());
        read(rows.stream().map(ProjectRow::id).toList());
    }

    private void unlisted(Problem problem) {
        listing.set(false);
        if (offline.get() == null) {
            offlineSince.set(frame.clock().instant());
        }
        offline.set(problem);
    }

    /** Projects that stay keep their rows, so that the selection stays. */
    private void fill(List<ProjectRow> all) {
        if (all.stream()
                .map(ProjectRow::id)
                .toList()
                .equals(rows.stream().map(ProjectRow::id).toList())) {
            for (int i = 0; i < all.size(); i++) {
                rows.set(i, all.get(i));
            }
            count();
            return;
        }
        index.clear();
        for (int i = 0; i < all.size(); i++) {
            index.put(all.get(i).id(), i);
        }
        rows.setAll(all);
        count();
    }

    private void read(List<String> ids) {
        var wanted = new ArrayList<String>();
        for (String id : ids) {
            if (index.containsKey(id) && row(id).reading() == Reading.UNREAD) {
                change(id, r -> r.with(Reading.WAITING));
                wanted.add(id);
            }
        }
        queue.add(wanted);
        count();
        pump();
    }

    /** Gives the visible rows priority in the read queue. */
    public void inView(List<String> ids) {
        queue.inView(ids);
        if (offline.get() == null && !listing.get()) {
            read(ids);
        }
    }

    /**
     * Starts as many reads as may run concurrently. A read that ends immediately must not start the next one
     * recursively.
     */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        for (var next = nextToRead(); next.isPresent(); next = nextToRead()) {
            String id = next.get();
            change(id, r -> r.with(Reading.READING));
            var handle = new TaskHandle[1];
            handle[0] = frame.tasks()
                    .run(
                            () -> service.observe(id, ReadScope.CONFIGURED),
                            fresh -> ReadingPace.limit(fresh)
                                    .ifPresentOrElse(
                                            limit -> refused(handle[0], id, limit, r -> r.partly(fresh)),
                                            () -> ended(handle[0], id, r -> r.atLeast(fresh))),
                            problem -> ReadingPace.limit(problem)
                                    .ifPresentOrElse(
                                            limit -> refused(handle[0], id, limit, r -> r.with(Reading.WAITING)),
                                            () -> ended(handle[0], id, r -> r.failed(problem))));
            if (handle[0].running()) {
                reading.add(handle[0]);
            }
        }
        pumping = false;
    }

    private Optional<String> nextToRead() {
        return reading.size() < pace.atOnce() ? queue.next() : Optional.empty();
    }

    private void ended(TaskHandle handle, String id, UnaryOperator<ProjectRow> change) {
        reading.remove(handle);
        pace.answered();
        change(id, change);
        count();
        pump();
    }

    /** A service limits requests: the project waits, and reading goes on after a pause. */
    private void refused(TaskHandle handle, String id, Problem.RateLimited limit, UnaryOperator<ProjectRow> change) {
        reading.remove(handle);
        pausedUntil.set(pace.refused(limit));
        change(id, change);
        queue.add(List.of(id));
        count();
        if (!resuming.running()) {
            resuming = frame.tasks().every(PAUSE_CHECK, this::resume);
        }
        pump();
    }

    private void resume() {
        if (pace.atOnce() > 0) {
            resuming.cancel();
            pausedUntil.set(null);
            pump();
        }
    }

    private ProjectRow row(String id) {
        return rows.get(index.get(id));
    }

    private void change(String id, UnaryOperator<ProjectRow> change) {
        Integer at = index.get(id);
        if (at != null) {
            rows.set(at, change.apply(rows.get(at)));
        }
    }

    private void count() {
        pending.set((int) rows.stream()
                .filter(r -> r.reading() == Reading.WAITING || r.reading() == Reading.READING)
                .count());
        read.set((int) rows.stream().filter(r -> r.reading() == Reading.FRESH).count());
    }

    /** Stops reading; finished reads stay. */
    private void stop() {
        list.cancel();
        listing.set(false);
        queue.clear();
        resuming.cancel();
        pausedUntil.set(null);
        reading.forEach(TaskHandle::cancel);
        reading.clear();
        rows.replaceAll(
                r -> r.reading() == Reading.WAITING || r.reading() == Reading.READING ? r.with(Reading.UNREAD) : r);
        count();
    }

    /** Shows what a reading, a check or a run anywhere in the window has just learned. */
    private void learned(ProjectSnapshot snapshot) {
        change(snapshot.project().id(), r -> r.atLeast(snapshot));
        count();
    }

    /** Updates rows from newer snapshots after a change elsewhere in the window. */
    public void takeOver(List<ProjectSnapshot> newer) {
        for (var snapshot : newer) {
            if (index.containsKey(snapshot.project().id())) {
                var now = row(snapshot.project().id());
                if (now.readAt().filter(at -> !at.isBefore(snapshot.at())).isEmpty()) {
                    change(now.id(), r -> r.read(snapshot));
                }
            }
        }
    }

    /** Loads from the cache what other pages have read since. */
    public void catchUp() {
        frame.tasks().run(service::cached, this::takeOver);
    }

    public void open(ProjectRow row) {
        frame.navigator().showProject(row.id(), Place.OfProject.OVERVIEW);
    }

    /** Returns what to do next in a project; empty if nothing is left or too little is known. */
    public Optional<NextStep> next(ProjectRow row) {
        return row.snapshot().flatMap(now -> NextStep.of(now, service.procedures()));
    }

    public void doNext(ProjectRow row) {
        frame.navigator().showProject(row.id(), next(row).map(NextStep::tab).orElse(Place.OfProject.OVERVIEW));
    }

    public void retryRow(ProjectRow row) {
        change(row.id(), r -> r.with(Reading.UNREAD));
        read(List.of(row.id()));
    }

    /** Clears the filters. */
    public void showAll() {
        filter.set("");
        posture.set(null);
    }

    public void dispose() {
        following.run();
        retrying.cancel();
        stop();
    }

    /** All projects, regardless of the filter. */
    public ObservableList<ProjectRow> rows() {
        return rows;
    }

    /** The projects that match the filter. */
    public ObservableList<ProjectRow> shown() {
        return shown;
    }

    public StringProperty filterProperty() {
        return filter;
    }

    /** The posture to filter by; null for all. */
    public ObjectProperty<Posture> postureProperty() {
        return posture;
    }

    /** Whether the list is being read. */
    public ReadOnlyBooleanProperty listingProperty() {
        return listing.getReadOnlyProperty();
    }

    /** Why the list could not be read; null if it could. */
    public ReadOnlyObjectProperty<Problem> offlineProperty() {
        return offline.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Instant> offlineSinceProperty() {
        return offlineSince.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Instant> listedAtProperty() {
        return listedAt.getReadOnlyProperty();
    }

    /** The number of projects that are queued or being read. */
    public ReadOnlyIntegerProperty pendingProperty() {
        return pending.getReadOnlyProperty();
    }

    /** The number of projects that were read since the list was. */
    public ReadOnlyIntegerProperty readProperty() {
        return read.getReadOnlyProperty();
    }

    /** Until when reading pauses because a service limits requests; null if it does not. */
    public ReadOnlyObjectProperty<Instant> pausedUntilProperty() {
        return pausedUntil.getReadOnlyProperty();
    }
}
