package dev.cmkconsole.ui.switching;

import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.access.Buttons;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * The irreversible step in plain language, before it runs. It plans again when it is shown, and offers no step that the
 * plan blocks.
 */
public final class CommitPageViewModel extends QuestionPage {

    /**
     * @param forEver the permanent consequences
     * @param unchanged what stays unchanged
     * @param checked the checks that passed, and those accepted without a result
     * @param request the exact request; empty if none is left to send
     */
    public record Words(List<String> forEver, String unchanged, List<String> checked, Optional<String> request) {
        static final Words NONE = new Words(List.of(), "", List.of(), Optional.empty());
    }

    private final SwitchFlow flow;
    private final Messages messages;
    private final ChecksPageViewModel checks;
    private final Consumer<Confirmation> confirmed;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final ReadOnlyStringWrapper nameError = new ReadOnlyStringWrapper(this, "nameError", "");
    private final ReadOnlyStringWrapper obstacle = new ReadOnlyStringWrapper(this, "obstacle", "");
    private final ReadOnlyObjectWrapper<Words> words = new ReadOnlyObjectWrapper<>(this, "words", Words.NONE);
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private Plan plan;
    private Optional<Instant> lastUse = Optional.empty();

    /**
     * @param confirmed starts the run
     */
    CommitPageViewModel(SwitchFlow flow, ChecksPageViewModel checks, Consumer<Confirmation> confirmed) {
        super(
                "commit",
                flow.messages().get("switching.commit.name"),
                flow.messages().get("switching.commit.heading", flow.project().name()),
                Buttons.irreversible(flow.messages(), flow.commitVerb()));
        this.flow = flow;
        this.messages = flow.messages();
        this.checks = checks;
        this.confirmed = confirmed;
        name.addListener((_, _, _) -> nameError.set(""));
    }

    @Override
    public void entered() {
        name.set("");
        read();
    }

    public void read() {
        problem.set(null);
        obstacle.set("");
        words.set(Words.NONE);
        plan = null;
        reading.set(true);
        flow.tasks()
                .run(
                        () -> flow.service()
                                .plan(
                                        flow.committing(),
                                        flow.committed(),
                                        flow.project().id()),
                        fresh -> {
                            reading.set(false);
                            show(fresh);
                        },
                        why -> {
                            reading.set(false);
                            problem.set(why);
                        });
        // Only the proof page needs this value. Without it, the proof compares the times of the two clocks.
        flow.presentKey()
                .ifPresent(key -> flow.tasks()
                        .run(() -> flow.service().lastUse(key), use -> lastUse = use.map(KeyUse::at), _ -> {}));
    }

    /** Returns when the key was last used according to AWS, at the time this page was shown. */
    Optional<Instant> lastUse() {
        return lastUse;
    }

    private void show(Plan fresh) {
        plan = fresh;
        fresh.obstacle()
                .ifPresent(step -> obstacle.set(messages.get(
                        "switching.commit.obstacle",
                        switch (step.status()) {
                            case Status.Blocked(var reason) -> messages.say(reason);
                            case Status.CannotTell(var reason) -> messages.say(reason);
                            case Status.Done _, Status.NotNeeded _, Status.ToDo _ -> messages.say(step.title());
                        })));
        String project = flow.project().name();
        String role = flow.roleArn().map(RoleArn::toString).orElse("?");
        var kms = flow.before();
        words.set(new Words(
                List.of(
                        messages.get(
                                "switching.commit.forEver1",
                                project,
                                role,
                                kms.accessKeyId().orElse("?")),
                        messages.get("switching.commit.forEver2", project),
                        messages.get("switching.commit.forEver3", role)),
                messages.get(
                        "switching.commit.unchanged",
                        kms.customerMasterKeyId().orElse("?"),
                        kms.region().map(r -> r.id()).orElse("?")),
                checked(),
                fresh.step(SwitchPlanner.SWITCH)
                        .filter(s -> !s.status().done())
                        .flatMap(
                                new StepTexts(fresh, flow.service().connection().signIn(), messages::say)::api)));
    }

    private List<String> checked() {
        var lines = new ArrayList<String>();
        checks.report()
                .ifPresent(report -> lines.add(
                        messages.get("switching.commit.checked", report.count(CheckOutcome.PASS), report.at())));
        var doubts = checks.acceptedQuestions();
        if (!doubts.isEmpty()) {
            lines.add(messages.get("switching.commit.accepted", doubts.size()));
            doubts.forEach(d -> lines.add("\u2013 " + d));
        }
        return lines;
    }

    @Override
    public void leave(Departure departure) {
        if (plan == null || !obstacle.get().isEmpty()) {
            departure.stay();
        } else if (plan.irreversible().isEmpty()) {
            confirmed.accept(Confirmation.PLAIN);
            departure.goOn();
        } else if (Confirmation.typed(name.get()).names(flow.project())) {
            confirmed.accept(Confirmation.typed(name.get()));
            departure.goOn();
        } else {
            nameError.set(
                    messages.get("switching.commit.nameWrong", flow.project().name()));
            departure.stay();
        }
    }

    /** The name to type. */
    public String projectName() {
        return flow.project().name();
    }

    public StringProperty nameProperty() {
        return name;
    }

    public ReadOnlyStringProperty nameErrorProperty() {
        return nameError.getReadOnlyProperty();
    }

    /** What blocks the switch now, even if the checks did not show it; empty if nothing does. */
    public ReadOnlyStringProperty obstacleProperty() {
        return obstacle.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Words> wordsProperty() {
        return words.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }
}
