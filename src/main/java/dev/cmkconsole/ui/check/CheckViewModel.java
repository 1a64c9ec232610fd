package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.CheckReportText;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.TaskHandle;
import dev.cmkconsole.ui.view.Tone;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Checks whether Atlas can use the project's key with its role. It shows the answers as they arrive, their meaning, and
 * the remedies.
 */
public final class CheckViewModel {

    /**
     * The line above the answers.
     *
     * @param counts during the checks, the arrived and outstanding answers; afterwards the totals of each outcome
     * @param conclusion the overall result; empty during the checks
     * @param next where to select a role and a key, if none is named
     */
    public record Summary(Tone tone, String counts, String conclusion, Optional<CheckOffer.GoTo> next) {
        static final Summary NOTHING = new Summary(Tone.NEUTRAL, "", "", Optional.empty());
    }

    private final EncryptionService service;
    private final Frame frame;
    private final Messages messages;
    private final String projectId;
    private final Supplier<Optional<CheckOffer.Destination>> setUp;
    private final Predicate<CheckId> concerns;
    private final CheckWords words;
    private final CheckAnswers answers;
    private final EnteredAccess entered;
    private final DocumentChange change;
    private final ObservableList<CheckLine> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<PreflightReport> report = new ReadOnlyObjectWrapper<>(this, "report");
    private final ReadOnlyObjectWrapper<CheckLine> selected = new ReadOnlyObjectWrapper<>(this, "selected");
    private final ReadOnlyObjectWrapper<CheckDetail> detail = new ReadOnlyObjectWrapper<>(this, "detail");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<Summary> summary =
            new ReadOnlyObjectWrapper<>(this, "summary", Summary.NOTHING);
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private CheckFocus focus = CheckFocus.CONFIGURED;
    private Runnable afterChange = () -> {};
    private Posture lastPosture;
    private TaskHandle work = TaskHandle.ENDED;

    /**
     * @param setUp where the project can get a role now: under Enable, under Switch, or nowhere
     */
    public CheckViewModel(
            EncryptionService service,
            Frame frame,
            String projectId,
            Supplier<Optional<CheckOffer.Destination>> setUp) {
        this(service, frame, projectId, setUp, _ -> true);
    }

    /**
     * @param concerns selects the checks that this page shows and counts
     */
    public CheckViewModel(
            EncryptionService service,
            Frame frame,
            String projectId,
            Supplier<Optional<CheckOffer.Destination>> setUp,
            Predicate<CheckId> concerns) {
        this.concerns = concerns;
        this.service = service;
        this.frame = frame;
        this.messages = frame.messages();
        this.projectId = projectId;
        this.setUp = setUp;
        this.words = new CheckWords(messages);
        this.answers = new CheckAnswers(words);
        this.entered = new EnteredAccess(messages);
        this.change = new DocumentChange(service, frame, projectId, this::changed);
    }

    /**
     * Reads everything again. Earlier answers stay, marked as old, until their new answers arrive; the earlier report
     * does not.
     */
    public void check() {
        work.cancel();
        answers.age();
        report.set(null);
        problem.set(null);
        running.set(true);
        refresh();
        work = frame.tasks()
                .<CheckResult, PreflightReport>run(
                        arriving -> service.check(projectId, focus, arriving),
                        this::arrived,
                        this::finished,
                        this::failed);
    }

    /**
     * Follows the project: where a newer reading says something else about the key than the shown answers, they are
     * asked again. A posture that stays as it is asks nothing. While a change is made here, its own end asks: an earlier
     * answer would fold the check away, and with it the way back.
     */
    void follow(ProjectSnapshot now) {
        if (change.writingProperty().get()) {
            return;
        }
        var posture = now.posture().orElse(null);
        boolean changed = posture != lastPosture;
        lastPosture = posture;
        if (changed
                && !running.get()
                && report.get() != null
                && focus.equals(CheckFocus.CONFIGURED)
                && now.at().isAfter(report.get().at())
                && now.state().key().usable() != report.get().lettingAtlasIn()) {
            check();
        }
    }

    /** Keeps a check visible after a change was made for it, whatever its new answer is. */
    private void changed(Optional<CheckId> check) {
        check.ifPresent(answers::keep);
        check();
        afterChange.run();
    }

    /**
     * @param more reads other views again after a change made here
     */
    void afterChange(Runnable more) {
        afterChange = more;
    }

    private void arrived(CheckResult result) {
        if (concerns.test(result.id())) {
            answers.put(result);
            refresh();
        }
    }

    private void finished(PreflightReport whole) {
        var fresh = whole.about(concerns);
        running.set(false);
        report.set(fresh);
        answers.settle(fresh);
        refresh();
        if (selected.get() == null) {
            answers.mostUrgent()
                    .<CheckLine>map(l -> l)
                    .or(() -> lines.stream().findFirst())
                    .ifPresent(this::select);
        }
    }

    private void failed(Problem why) {
        running.set(false);
        problem.set(why);
        refresh();
    }

    /** Cancels the wait. It changes nothing, and the answers so far stay. */
    public void cancel() {
        if (running.get()) {
            work.cancel();
            running.set(false);
            refresh();
        }
    }

    /** Checks another role and key than before. */
    public void check(CheckFocus other) {
        focus = other;
        answers.clear();
        selected.set(null);
        check();
    }

    /** Checks the entered role and key. If a field is invalid, it shows the error and checks nothing. */
    public void checkEntered() {
        entered.read().ifPresent(this::check);
    }

    /** Fills in a role and a key from elsewhere, as if the user had typed them, and checks them. */
    public void check(String role, String key) {
        entered.fill(role, key);
        checkEntered();
    }

    /** Checks the configured role and key. */
    public void checkConfigured() {
        entered.clear();
        checkEntered();
    }

    public void select(CheckLine line) {
        selected.set(line);
        detail.set(detail(line));
    }

    /** Unfolds or folds the passes of a group. */
    public void toggle(Group group) {
        answers.toggle(group);
        refresh();
    }

    public void go(CheckOffer.Destination to) {
        switch (to) {
            case ENABLE -> frame.navigator().showProject(projectId, Place.OfProject.ENABLE);
            case SWITCH -> frame.navigator().showProject(projectId, Place.OfProject.SWITCH);
            case CLUSTERS -> frame.navigator().showProject(projectId, Place.OfProject.CLUSTERS);
            case PRIVATE_NETWORK -> frame.navigator().showProject(projectId, Place.OfProject.PRIVATE_NETWORK);
            case ALERTS -> frame.navigator().showProject(projectId, Place.OfProject.ALERTS);
            case SETTINGS -> frame.navigator().showSettings();
            case KEY ->
                answers.linesOf(Group.KEY).stream()
                        .findFirst()
                        .flatMap(most -> line(most.key()))
                        .or(() -> line("group:" + Group.KEY))
                        .ifPresent(this::select);
            case OTHER -> entered.openProperty().set(true);
            case AGAIN -> check();
        }
    }

    /** Writes the proposed document after a confirmation. */
    public void apply(CheckOffer.Change proposed) {
        change.apply(
                proposed.check(),
                proposed.request(),
                Optional.ofNullable(report.get()).flatMap(PreflightReport::role));
    }

    /** Changes the key's state after a confirmation. */
    public void apply(CheckOffer.KeyStateChange proposed) {
        change.apply(proposed.check(), proposed.request(), Optional.empty());
    }

    public void putBack(CheckOffer.Undo undo) {
        change.putBack(undo.check());
    }

    public DocumentChange change() {
        return change;
    }

    private void refresh() {
        lines.setAll(answers.lines(running.get()));
        summary.set(summary());
        var chosen = selected.get();
        var still = Optional.ofNullable(chosen).flatMap(c -> line(c.key()));
        selected.set(still.orElse(null));
        detail.set(still.map(this::detail).orElse(null));
    }

    private Optional<CheckLine> line(String key) {
        return lines.stream().filter(l -> l.key().equals(key)).findFirst();
    }

    private Summary summary() {
        if (running.get()) {
            String waiting = answers.waiting().stream()
                    .map(g -> messages.get("access.waitingFor." + g))
                    .collect(Collectors.joining(", "));
            return new Summary(
                    Tone.INFO, messages.get("access.progress", answers.fresh(), waiting), "", Optional.empty());
        }
        if (report.get() == null) {
            return problem.get() != null
                    ? Summary.NOTHING
                    : new Summary(Tone.NEUTRAL, messages.get("access.stopped", answers.fresh()), "", Optional.empty());
        }
        var tone = switch (report.get().conclusion()) {
            case PASSES -> Tone.OK;
            case FAILS -> report.get().waitsForAtlas() ? Tone.CAUTION : Tone.DANGER;
            case CANNOT_TELL -> Tone.CAUTION;
        };
        String counts = messages.say(CheckReportText.counts(report.get()));
        if (nothingNamed()) {
            var to = setUp.get().orElse(CheckOffer.Destination.OTHER);
            var next = words.go(messages.get("access.nothingNamed." + to), to);
            return new Summary(tone, counts, next.advice(), Optional.of(next));
        }
        return new Summary(tone, counts, messages.say(report.get().conclusionText()), Optional.empty());
    }

    private CheckDetail detail(CheckLine line) {
        return switch (line) {
            case CheckLine.Heading heading -> words.detail(heading.group(), answers.linesOf(heading.group()));
            case CheckLine.Answer answer -> words.detail(answers.get(answer.id()), circumstances());
        };
    }

    private CheckWords.Circumstances circumstances() {
        var known = Optional.ofNullable(report.get());
        var name = known.flatMap(PreflightReport::project).map(Project::name).orElse(projectId);
        return new CheckWords.Circumstances(
                new ReadCommands(known.flatMap(PreflightReport::role), known.flatMap(PreflightReport::key)),
                setUp.get(),
                messages.get("access.project", name, projectId),
                change::undo);
    }

    /** Returns whether no role or no key is named and no check fails. */
    private boolean nothingNamed() {
        return report.get().conclusion() != PreflightReport.Conclusion.FAILS
                && report.get().results().stream()
                        .anyMatch(r -> r.verdict().symptom().withoutSubject());
    }

    /** The whole report as text; empty if there is none. */
    public String reportText() {
        return report.get() == null ? "" : new CheckReportText(messages).text(report.get());
    }

    /** The whole report as JSON; empty if there is none. */
    public String reportJson() {
        return report.get() == null ? "" : new CheckReportText(messages).jsonText(report.get());
    }

    public EnteredAccess entered() {
        return entered;
    }

    public ObservableList<CheckLine> lines() {
        return lines;
    }

    public ReadOnlyObjectProperty<CheckLine> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /** The detail of the selected line; null if none is selected. */
    public ReadOnlyObjectProperty<CheckDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    /** Null until every check has an answer. */
    public ReadOnlyObjectProperty<PreflightReport> reportProperty() {
        return report.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /** Why the checks could not run. */
    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Summary> summaryProperty() {
        return summary.getReadOnlyProperty();
    }
}
