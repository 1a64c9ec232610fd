package dev.cmkconsole.ui.oldkeys;

import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.UserAccessKey;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.need.KeySources;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.restoreproof.RestoreProofChoices;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.PlanViewModel;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.plan.TerraformViewModel;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Every key that the project ever used and the old access key, each retired one action at a time. */
public final class OldKeysViewModel {

    /** The visible part of the tab: the keys, the review of an action, or its run. */
    public enum Stage {
        LIST,
        REVIEW,
        RUN
    }

    private final EncryptionService service;
    private final Frame frame;
    private final Messages messages;
    private final String projectId;
    private final Runnable readAgain;
    private final ObservableList<OldKeyRow> rows = FXCollections.observableArrayList();
    private final ObservableList<String> means = FXCollections.observableArrayList();
    private final ReadOnlyStringWrapper unread = new ReadOnlyStringWrapper(this, "unread", "");
    private final ReadOnlyObjectWrapper<Stage> stage = new ReadOnlyObjectWrapper<>(this, "stage", Stage.LIST);
    private final ReadOnlyObjectWrapper<AccessKeyCard> accessKey = new ReadOnlyObjectWrapper<>(this, "accessKey");
    private final ReadOnlyObjectWrapper<Problem> problem = new ReadOnlyObjectWrapper<>(this, "problem");
    private final ReadOnlyObjectWrapper<RunViewModel> run = new ReadOnlyObjectWrapper<>(this, "run");
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper(this, "reading");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper commit = new ReadOnlyStringWrapper(this, "commit", "");
    private final StringProperty enteredId = new SimpleStringProperty(this, "enteredId", "");
    private final StringProperty enteredUser = new SimpleStringProperty(this, "enteredUser", "");
    private final ReadOnlyStringWrapper lookUpError = new ReadOnlyStringWrapper(this, "lookUpError", "");
    private final PlanViewModel plan;
    private TaskHandle readingTask = TaskHandle.ENDED;
    private KeySurveyRequest focus = KeySurveyRequest.LISTING;
    private GuardedAct<?> act;
    private ProjectSnapshot seen;

    public OldKeysViewModel(EncryptionService service, Frame frame, String projectId, Runnable readAgain) {
        this.service = service;
        this.frame = frame;
        this.messages = frame.messages();
        this.projectId = projectId;
        this.readAgain = readAgain;
        this.plan = new PlanViewModel(
                frame, service.connection().signIn(), new TerraformViewModel(frame, service::terraform));
    }

    /** Reads when the tab is shown for the first time. */
    public void open() {
        if (seen == null && !reading.get()) {
            read();
        }
    }

    public void read() {
        readingTask.cancel();
        reading.set(true);
        problem.set(null);
        readingTask = frame.tasks().run(() -> service.survey(projectId, focus), this::show, why -> {
            reading.set(false);
            problem.set(why);
        });
    }

    private void show(ProjectSnapshot now) {
        reading.set(false);
        seen = now;
        var survey = now.survey().value();
        rows.setAll(survey.map(KeySurvey::keys).orElse(List.of()).stream()
                .map(key -> OldKeyRow.of(key, now, messages))
                .toList());
        unread.set(survey.map(s -> KeySources.unread(s, OldKeys.evidence(now))).orElse(List.of()).stream()
                .map(messages::say)
                .collect(Collectors.joining("\n")));
        problem.set(
                survey.flatMap(s -> s.backups().problem().or(() -> s.clusters().problem()))
                        .orElse(null));
        accessKey.set(AccessKeyCard.of(now, survey.flatMap(KeySurvey::accessKey), messages));
    }

    /** Reviews an action on a key. */
    public void review(OldKeyRow row, OldKeyChoices.OldKeyAct chosen) {
        row.key()
                .arn()
                .ifPresent(arn -> review(GuardedAct.of(
                        OldKeyChoices.of(arn, chosen),
                        service.waits(),
                        messages.get("oldKeys.verb." + chosen, row.name()),
                        List.of(messages.get("oldKeys.means." + chosen, row.name())))));
    }

    /** Reviews the restore of the newest snapshot that needs a key. */
    public void reviewProof(OldKeyRow row) {
        row.key()
                .arn()
                .ifPresent(arn -> review(GuardedAct.of(
                        RestoreProofChoices.of(Optional.of(arn), service.now()),
                        service.waits(),
                        messages.get("oldKeys.verb.PROVE", row.name()),
                        List.of(messages.get("oldKeys.means.PROVE", row.name())))));
    }

    /** Reviews an action on the old access key. */
    public void review(RetireChoices.RetireAct chosen) {
        Optional.ofNullable(accessKey.get())
                .flatMap(AccessKeyCard::found)
                .map(AccessKeyFacts::id)
                .ifPresent(id -> {
                    var choices = focus.userName()
                            .map(RetireChoices.of(id, chosen)::withUser)
                            .orElse(RetireChoices.of(id, chosen));
                    review(GuardedAct.of(
                            choices,
                            service.waits(),
                            messages.get("oldKeys.verb." + chosen, id),
                            List.of(messages.get("oldKeys.means." + chosen, id))));
                });
    }

    private <C extends Choices<C>> void review(GuardedAct<C> wanted) {
        problem.set(null);
        error.set("");
        plan.clear();
        frame.tasks()
                .run(
                        () -> service.plan(wanted.planner(), wanted.choices(), projectId),
                        fresh -> {
                            act = wanted;
                            plan.show(fresh);
                            commit.set(wanted.verb());
                            means.setAll(means(wanted, fresh));
                            stage.set(Stage.REVIEW);
                        },
                        problem::set);
    }

    /** What the action means, and what depends on its object now. */
    private List<String> means(GuardedAct<?> wanted, Plan fresh) {
        var lines = new ArrayList<>(wanted.means());
        fresh.judged()
                .filter(j -> !fresh.acts().isEmpty())
                .map(j -> EffectText.lines(j.effect()))
                .orElse(List.of())
                .forEach(text -> lines.add(messages.say(text)));
        return lines;
    }

    /** Looks up the entered access key, or the access keys of the entered user. */
    public void lookUp() {
        lookUpError.set("");
        var id = Optional.of(enteredId.get().strip()).filter(text -> !text.isEmpty());
        var user = Optional.of(enteredUser.get().strip()).filter(text -> !text.isEmpty());
        if (id.isEmpty() && user.isEmpty()) {
            lookUpError.set(messages.get("oldKeys.lookUp.empty"));
            return;
        }
        try {
            id.ifPresent(text -> RetireChoices.of(text, RetireChoices.RetireAct.DEACTIVATE));
        } catch (InputException e) {
            lookUpError.set(messages.say(e.text()));
            return;
        }
        if (id.isPresent()) {
            found(id.get(), user);
        } else {
            frame.tasks()
                    .run(
                            () -> service.accessKeys(user.get()),
                            keys -> listed(user.get(), keys),
                            why -> lookUpError.set(messages.explain(why).what()));
        }
    }

    private void listed(String user, Optional<List<UserAccessKey>> keys) {
        if (keys.isEmpty()) {
            lookUpError.set(messages.get("oldKeys.lookUp.noUser", user));
        } else if (keys.get().size() == 1) {
            found(keys.get().getFirst().id(), Optional.of(user));
        } else {
            lookUpError.set(messages.get(
                    keys.get().isEmpty() ? "oldKeys.lookUp.noKeys" : "oldKeys.lookUp.several",
                    user,
                    keys.get().stream().map(UserAccessKey::id).collect(Collectors.joining(", "))));
        }
    }

    private void found(String id, Optional<String> user) {
        focus = new KeySurveyRequest(Optional.of(id), user, Optional.empty(), Optional.empty(), false);
        read();
    }

    /** Runs the reviewed action. For an irreversible one, the user must type the project's name first. */
    public void apply() {
        if (!plan.blocked().isEmpty()) {
            error.set(messages.get(
                    "accessPages.review.blocked", plan.blocked().getFirst().note()));
        } else if (!plan.everythingDecided()) {
            error.set(messages.get("oldKeys.undecided"));
        } else {
            var fresh = plan.planProperty().get();
            var name = fresh.nameToType();
            if (name.isEmpty()) {
                start(act, Confirmation.PLAIN);
            } else {
                var lines = new ArrayList<>(means);
                if (!fresh.irreversible().isEmpty()) {
                    lines.add(messages.get("oldKeys.forEver"));
                }
                frame.dialogs()
                        .confirmTyped(
                                new Question(commit.get(), fresh.project().name(), lines, commit.get(), true),
                                name.get(),
                                typed -> start(act, Confirmation.typed(typed)));
            }
        }
    }

    private <C extends Choices<C>> void start(GuardedAct<C> confirmed, Confirmation confirmation) {
        var project = plan.planProperty().get().project();
        var started = new RunViewModel(
                confirmed.order(project, plan.accepted(), confirmation),
                service,
                frame,
                messages.get("oldKeys.activity", confirmed.verb(), project.name()),
                new Place.OfProject(projectId, Place.OfProject.OLD_KEYS));
        run.set(started);
        started.phaseProperty().addListener((_, _, phase) -> {
            if (phase == RunViewModel.Phase.ENDED) {
                readAgain.run();
                read();
            }
        });
        stage.set(Stage.RUN);
        started.start();
    }

    /** Returns to the keys. A run continues and can be opened again. */
    public void back() {
        problem.set(null);
        error.set("");
        stage.set(Stage.LIST);
    }

    public void showRun() {
        if (run.get() != null) {
            stage.set(Stage.RUN);
        }
    }

    public void toSwitch() {
        frame.navigator().showProject(projectId, Place.OfProject.SWITCH);
    }

    public void saveReport() {
        new SavedReport(frame).save(run.get());
    }

    public ObservableList<OldKeyRow> rows() {
        return rows;
    }

    public PlanViewModel plan() {
        return plan;
    }

    /** The consequences of the reviewed action. */
    public ObservableList<String> means() {
        return means;
    }

    public ReadOnlyObjectProperty<Stage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    /** Null until the first read. */
    public ReadOnlyObjectProperty<AccessKeyCard> accessKeyProperty() {
        return accessKey.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The most recent run; null before the first one. */
    public ReadOnlyObjectProperty<RunViewModel> runProperty() {
        return run.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /** The sources of keys that were not read; empty if all were. */
    public ReadOnlyStringProperty unreadProperty() {
        return unread.getReadOnlyProperty();
    }

    /** Why the button has no effect. */
    public ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /** The button text: verb and object. */
    public ReadOnlyStringProperty commitProperty() {
        return commit.getReadOnlyProperty();
    }

    public StringProperty enteredIdProperty() {
        return enteredId;
    }

    public StringProperty enteredUserProperty() {
        return enteredUser;
    }

    /** The error in the lookup fields. */
    public ReadOnlyStringProperty lookUpErrorProperty() {
        return lookUpError.getReadOnlyProperty();
    }
}
