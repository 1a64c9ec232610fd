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
 * The whole preflight before the act that cannot be undone: each check passed, or knowingly gone past where it
 * cannot be told. A failure never is.
 */
public final class ChecksPageViewModel extends QuestionPage {

    /** What cannot be told, and whether the user goes past it. */
    public record Doubt(CheckId id, String question, String reason, boolean accepted) {}

    private final SwitchFlow flow;
    private final Messages messages;
    private final CheckViewModel checks;
    private final ObservableList<Doubt> doubts = FXCollections.observableArrayList();
    /** What was accepted, with the reason that was read then: a new reason is a new question. */
    private final Map<CheckId, Text> accepted = new EnumMap<>(CheckId.class);

    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final Runnable anew;
    private final Runnable prepareAgain;

    /**
     * @param anew begins with the role again
     * @param prepareAgain leads through the preparation again, from what is there now
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

    /** Asks everything anew; what was accepted holds where it still cannot be told for the same reason. */
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
                messages.say(result.verdict().reason()),
                accepted.containsKey(result.id()));
    }

    /** The user's word about one doubt; without effect for anything that is none. */
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
                    doubts.replaceAll(d -> d.id() == id ? new Doubt(d.id(), d.question(), d.reason(), goOn) : d);
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

    /** To choose another role; what was prepared with this one stays. */
    public void otherRole() {
        checks.cancel();
        anew.run();
    }

    /** Back to what can be undone, to have it put right there. */
    public void prepareAgain() {
        checks.cancel();
        prepareAgain.run();
    }

    Optional<PreflightReport> report() {
        return Optional.ofNullable(checks.reportProperty().get());
    }

    /** Questions of the doubts that were accepted. */
    List<String> acceptedQuestions() {
        return doubts.stream().filter(Doubt::accepted).map(Doubt::question).toList();
    }

    public CheckViewModel checks() {
        return checks;
    }

    /** Whether it is time to decide about doubts: as long as something fails, that comes first. */
    public boolean decides() {
        return !doubts.isEmpty()
                && report().filter(r -> r.count(CheckOutcome.FAIL) == 0).isPresent();
    }

    public ObservableList<Doubt> doubts() {
        return doubts;
    }

    /** Why Next does nothing. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }
}
