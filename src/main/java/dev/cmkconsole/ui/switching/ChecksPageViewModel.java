package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.access.FindingSteps;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.check.CheckViewModel;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * Shows the whole preflight before the irreversible step. Each check passes, or the user accepts that it has no result.
 * A failed check cannot be accepted.
 */
public final class ChecksPageViewModel extends QuestionPage {

    /**
     * A check without a result, and whether the user accepts it.
     *
     * @param earlier whether somebody accepted it before for this project, role and key, so that it is not asked again
     */
    public record Doubt(CheckId id, String question, String reason, boolean accepted, boolean earlier) {}

    private final SwitchFlow flow;
    private final Messages messages;
    private final CheckViewModel checks;
    private final ObservableList<Doubt> doubts = FXCollections.observableArrayList();
    /** Stores the reason that the user accepted for each check. A new reason needs a new acceptance. */
    private final Map<CheckId, Text> accepted = new EnumMap<>(CheckId.class);

    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final Runnable anew;
    private final Runnable prepareAgain;

    /**
     * @param anew restarts with the role page
     * @param prepareAgain repeats the preparation from the current state
     */
    ChecksPageViewModel(SwitchFlow flow, Runnable anew, Runnable prepareAgain) {
        super(
                "checks",
                flow.messages().get("switching.checks.name"),
                flow.messages().get("switching.checks.heading"),
                new Footer(
                        flow.messages().get("wizard.next"),
                        false,
                        false,
                        flow.messages().get("wizard.stop"),
                        flow.messages().get("wizard.nothingIrreversible")));
        this.flow = flow;
        this.messages = flow.messages();
        this.anew = anew;
        this.prepareAgain = prepareAgain;
        this.checks = new CheckViewModel(
                flow.service(), flow.frame(), flow.project().id(), Optional::empty, FindingSteps::asks);
        checks.reportProperty().subscribe(this::reported);
        checks.runningProperty().subscribe(running -> error.set(""));
    }

    @Override
    public void entered() {
        check();
    }

    /** Runs every check again. An acceptance stays if its check still has no result for the same reason. */
    public void check() {
        flow.checkRequest().ifPresent(request -> checks.check(CheckFocus.of(request)));
    }

    private void reported(PreflightReport report) {
        doubts.clear();
        if (report != null) {
            var open = report.with(CheckOutcome.CANNOT_TELL);
            accepted.entrySet()
                    .removeIf(e -> open.stream()
                            .noneMatch(r ->
                                    r.id() == e.getKey() && r.verdict().reason().equals(e.getValue())));
            doubts.setAll(open.stream().map(this::doubt).toList());
            remember();
        }
    }

    private Doubt doubt(CheckResult result) {
        return new Doubt(
                result.id(),
                messages.say(result.question()),
                messages.say(result.reason()),
                accepted.containsKey(result.id()) || result.accepted().isPresent(),
                result.accepted().isPresent());
    }

    /** Records the user's decision about one check without a result. It has no effect on other checks. */
    public void accept(CheckId id, boolean goOn) {
        report().flatMap(r -> r.with(CheckOutcome.CANNOT_TELL).stream()
                        .filter(c -> c.id() == id)
                        .findFirst())
                .ifPresent(doubt -> {
                    if (goOn) {
                        accepted.put(id, doubt.verdict().reason());
                    } else {
                        accepted.remove(id);
                    }
                    doubts.replaceAll(
                            d -> d.id() == id ? new Doubt(d.id(), d.question(), d.reason(), goOn, d.earlier()) : d);
                    error.set("");
                    remember();
                });
    }

    private void remember() {
        flow.acceptedChecks(accepted.keySet().stream().map(StepId::ofCheck).collect(Collectors.toSet()));
    }

    @Override
    public void leave(Departure departure) {
        var report = report();
        if (report.isEmpty()) {
            refuse(
                    messages.get(checks.runningProperty().get() ? "switching.checks.running" : "switching.checks.none"),
                    departure);
        } else if (report.get().count(CheckOutcome.FAIL) > 0) {
            refuse(messages.get("switching.checks.fails", report.get().count(CheckOutcome.FAIL)), departure);
        } else if (doubts.stream().anyMatch(d -> !d.accepted())) {
            refuse(
                    messages.get(
                            "switching.checks.undecided",
                            doubts.stream().filter(d -> !d.accepted()).count()),
                    departure);
        } else {
            departure.goOn();
        }
    }

    private void refuse(String words, Departure departure) {
        error.set(words);
        departure.stay();
    }

    /** Returns to the choice of the role; the preparation for the present role stays. */
    public void otherRole() {
        checks.cancel();
        anew.run();
    }

    /** Returns to the reversible part, to correct it there. */
    public void prepareAgain() {
        checks.cancel();
        prepareAgain.run();
    }

    Optional<PreflightReport> report() {
        return Optional.ofNullable(checks.reportProperty().get());
    }

    /** Returns the accepted checks in words; one of an earlier run says who accepted it and when. */
    List<String> acceptedQuestions() {
        return doubts.stream()
                .filter(Doubt::accepted)
                .map(d -> d.earlier() ? d.question() + " " + d.reason() : d.question())
                .toList();
    }

    public CheckViewModel checks() {
        return checks;
    }

    /** Returns whether the user may decide about checks without a result. Failures must be fixed first. */
    public boolean decides() {
        return !doubts.isEmpty()
                && report().filter(r -> r.count(CheckOutcome.FAIL) == 0).isPresent();
    }

    public ObservableList<Doubt> doubts() {
        return doubts;
    }

    /** Why Next has no effect. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
