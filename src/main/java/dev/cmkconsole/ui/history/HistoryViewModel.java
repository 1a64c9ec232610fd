package dev.cmkconsole.ui.history;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.HistoryIndex.Query;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.dialog.SaveFile;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.TaskHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import javafx.collections.ObservableSet;
import javafx.collections.SetChangeListener;

/** The history: search by words, project, procedure and day; one run in full; verification; export. */
public final class HistoryViewModel {
    static final int DAYS = 28;
    static final int PAGE = 500;
    static final int COMPLETE = 100;
    static final Duration INDEX_PROGRESS = Duration.ofSeconds(1);
    /**
     * A refusal does not count. Refusals are normal while IAM changes settle, and a run that ends with one is FAILED.
     */
    private static final Set<Outcome> TROUBLE = EnumSet.of(Outcome.NOT_DONE, Outcome.UNKNOWN, Outcome.FAILED);

    /** The result of a verification or an export. */
    public sealed interface Message {
        /** @param remarks such as an incomplete last line */
        record Intact(long entries, Optional<String> head, List<String> remarks) implements Message {}

        record Damaged(List<String> faults, boolean newer) implements Message {}

        record Written(long entries, Path file) implements Message {}
    }

    private final Frame frame;
    private final EncryptionService service;
    private final StringProperty text = new SimpleStringProperty("");
    private final ObservableSet<ProcedureType<?>> procedures = FXCollections.observableSet();
    private final ObjectProperty<LocalDate> day = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Place.History> scope = new ReadOnlyObjectWrapper<>(Place.History.ALL);
    private final ObservableList<HistoryLine> lines = FXCollections.observableArrayList();
    private final ObservableList<HistoryDay> days = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<HistoryLine> selected = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Message> message = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper more = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper working = new ReadOnlyBooleanWrapper();
    private final ReadOnlyIntegerWrapper indexing = new ReadOnlyIntegerWrapper(COMPLETE);
    private final PutBackViewModel undo;
    private TaskHandle reading = TaskHandle.ENDED;
    private TaskHandle detail = TaskHandle.ENDED;
    private TaskHandle watchingIndex = TaskHandle.ENDED;
    private int limit = PAGE;

    public HistoryViewModel(Frame frame, EncryptionService service) {
        this.frame = frame;
        this.service = service;
        this.undo = new PutBackViewModel(frame, service, this::refresh);
        selected.subscribe(undo::about);
        text.subscribe(_ -> changed());
        procedures.addListener((SetChangeListener<ProcedureType<?>>) _ -> changed());
        day.subscribe(_ -> changed());
    }

    /** Filters the history by a place and reads it again. */
    public void show(Place.History wanted) {
        scope.set(wanted);
        limit = PAGE;
        refresh();
    }

    private void changed() {
        limit = PAGE;
        readLines();
    }

    public void refresh() {
        readLines();
        var from = firstDay().atStartOfDay(zone()).toInstant();
        frame.tasks()
                .run(
                        () -> {
                            var byDay = new HashMap<LocalDate, HistoryDay>();
                            service.history()
                                    .marks(
                                            new Query(
                                                    "",
                                                    scope.get().projectId(),
                                                    Set.of(),
                                                    Optional.of(from),
                                                    Optional.empty(),
                                                    Integer.MAX_VALUE),
                                            mark -> count(byDay, mark));
                            return byDay;
                        },
                        found -> days.setAll(strip(found)),
                        problem::set);
        showIndexing();
    }

    /** Shows how far the search index is until it is complete. */
    private void showIndexing() {
        frame.tasks()
                .run(
                        service.history()::indexBuilding,
                        percent -> {
                            indexing.set(percent.orElse(COMPLETE));
                            if (percent.isEmpty()) {
                                watchingIndex.cancel();
                            } else if (!watchingIndex.running()) {
                                watchingIndex = frame.tasks().every(INDEX_PROGRESS, this::showIndexing);
                            }
                        },
                        problem::set);
    }

    private void readLines() {
        reading.cancel();
        var run = scope.get().runId();
        reading = frame.tasks()
                .run(
                        () -> run.isPresent()
                                ? service.history().ofRun(run.get()).reversed()
                                : service.history().find(query()),
                        found -> {
                            problem.set(null);
                            more.set(run.isEmpty() && found.size() >= limit);
                            var keep = selected.get();
                            var joined = HistoryLine.of(found, service.history()::underWay);
                            lines.setAll(run.isPresent() ? joined.reversed() : joined);
                            lines.stream()
                                    .filter(l -> keep != null && l.seq() == keep.seq())
                                    .findFirst()
                                    .ifPresentOrElse(this::select, () -> select(null));
                        },
                        problem::set);
    }

    private Query query() {
        Optional<LocalDate> only = Optional.ofNullable(day.get());
        return new Query(
                text.get(),
                scope.get().projectId(),
                procedures.stream().map(ProcedureType::id).collect(Collectors.toSet()),
                only.map(d -> d.atStartOfDay(zone()).toInstant()),
                only.map(d -> d.plusDays(1).atStartOfDay(zone()).toInstant()),
                limit);
    }

    private void count(Map<LocalDate, HistoryDay> byDay, HistoryIndex.Mark mark) {
        var date = LocalDate.ofInstant(mark.at(), zone());
        boolean trouble = mark.outcome().filter(TROUBLE::contains).isPresent();
        byDay.merge(
                date,
                new HistoryDay(date, 1, trouble),
                (before, one) ->
                        new HistoryDay(date, before.entries() + one.entries(), before.trouble() || one.trouble()));
    }

    private List<HistoryDay> strip(Map<LocalDate, HistoryDay> byDay) {
        return firstDay()
                .datesUntil(firstDay().plusDays(DAYS))
                .map(date -> byDay.getOrDefault(date, new HistoryDay(date, 0, false)))
                .toList();
    }

    private LocalDate firstDay() {
        return LocalDate.ofInstant(frame.clock().instant(), zone()).minusDays(DAYS - 1L);
    }

    private ZoneId zone() {
        return frame.messages().zone();
    }

    /** Filters by one day of the strip; choosing the same day again shows all days. */
    public void chooseDay(LocalDate date) {
        day.set(date.equals(day.get()) ? null : date);
    }

    /** Selects a line and reads its missing related entries. Null selects none. */
    public void select(HistoryLine line) {
        detail.cancel();
        selected.set(line);
        if (line != null && (line.first().isEmpty() || line.last().isEmpty())) {
            detail = frame.tasks()
                    .run(
                            () -> service.history().ofRun(line.runId()).reversed(),
                            whole -> HistoryLine.of(whole, service.history()::underWay).stream()
                                    .filter(l ->
                                            l.what().step().equals(line.what().step())
                                                    && l.what().attempt()
                                                            == line.what().attempt())
                                    .findFirst()
                                    .ifPresent(selected::set));
        }
    }

    /** Reads older entries too. */
    public void showMore() {
        limit += PAGE;
        readLines();
    }

    public void showRun(HistoryLine line) {
        frame.navigator().showRun(line.runId());
    }

    public void showReport(String runId) {
        frame.navigator().go(new Place.Report(runId));
    }

    public void showAll() {
        text.set("");
        procedures.clear();
        day.set(null);
        if (!scope.get().equals(Place.History.ALL)) {
            frame.navigator().go(Place.History.ALL);
        }
    }

    /** Returns a line of the shown project or run, which supplies its name. */
    public Optional<HistoryLine> scopeExample() {
        return scope.get().equals(Place.History.ALL)
                ? Optional.empty()
                : lines.stream().findFirst();
    }

    public boolean narrowed() {
        return !scope.get().equals(Place.History.ALL)
                || !text.get().isBlank()
                || !procedures.isEmpty()
                || day.get() != null;
    }

    /** Verifies the hash chain of the whole journal. */
    public void verify() {
        begin();
        frame.tasks()
                .run(
                        service.history()::verify,
                        check -> end(
                                check.intact()
                                        ? new Message.Intact(check.entries(), check.head(), check.faults())
                                        : new Message.Damaged(check.faults(), check.newer())),
                        this::fail);
    }

    /**
     * Asks for a file and writes the history of the shown project or run, or all of it. The search does not limit the
     * export.
     */
    public void export(HistoryFile.Format format) {
        var messages = frame.messages();
        String extension = format == HistoryFile.Format.CSV ? ".csv" : ".jsonl";
        String name = "cmk-history-" + LocalDate.ofInstant(frame.clock().instant(), zone()) + extension;
        frame.dialogs()
                .saveFile(
                        new SaveFile(
                                messages.get("history.export.title"),
                                name,
                                List.of(new SaveFile.FileType(
                                        messages.get("history.export.kind." + format.name()), extension))),
                        file -> {
                            begin();
                            frame.tasks()
                                    .run(
                                            () -> service.history()
                                                    .export(
                                                            format,
                                                            scope.get().projectId(),
                                                            scope.get().runId(),
                                                            file),
                                            count -> end(new Message.Written(count, file)),
                                            this::fail);
                        });
    }

    private void begin() {
        working.set(true);
        message.set(null);
        problem.set(null);
    }

    private void end(Message said) {
        working.set(false);
        message.set(said);
    }

    private void fail(Problem why) {
        working.set(false);
        problem.set(why);
    }

    public void dismiss() {
        message.set(null);
        problem.set(null);
    }

    public void dispose() {
        reading.cancel();
        detail.cancel();
        watchingIndex.cancel();
        undo.dispose();
    }

    /** The model that undoes the selected line, if that is possible from here. */
    public PutBackViewModel undo() {
        return undo;
    }

    public StringProperty textProperty() {
        return text;
    }

    /** Every procedure that can filter the history. */
    public List<ProcedureType<?>> allProcedures() {
        return service.procedures();
    }

    /** The selected procedures; empty for all. */
    public ObservableSet<ProcedureType<?>> procedures() {
        return procedures;
    }

    /** The selected day; null for all. */
    public ObjectProperty<LocalDate> dayProperty() {
        return day;
    }

    /** The shown project or run. */
    public ReadOnlyObjectProperty<Place.History> scopeProperty() {
        return scope.getReadOnlyProperty();
    }

    public ObservableList<HistoryLine> lines() {
        return lines;
    }

    /** The last days, oldest first. */
    public ObservableList<HistoryDay> days() {
        return days;
    }

    public ReadOnlyObjectProperty<HistoryLine> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Message> messageProperty() {
        return message.getReadOnlyProperty();
    }

    /** Whether entries older than the shown ones exist. */
    public ReadOnlyBooleanProperty moreProperty() {
        return more.getReadOnlyProperty();
    }

    /** Whether a verification or an export is in progress. */
    public ReadOnlyBooleanProperty workingProperty() {
        return working.getReadOnlyProperty();
    }

    /** How much of the search index is built, in percent. */
    public ReadOnlyIntegerProperty indexingProperty() {
        return indexing.getReadOnlyProperty();
    }
}
