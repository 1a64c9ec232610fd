package dev.cmkconsole.ui.shell;

import dev.cmkconsole.connection.Notice;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.atlas.Organization;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.text.AwsAddressText;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.dialog.Dialogs;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Activities;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Navigator;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.task.TaskHandle;
import dev.cmkconsole.ui.task.Tasks;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The window around the screens: the current place, the connection and its identity, and general messages. */
public final class ShellViewModel implements Navigator {
    private static final int REMEMBERED_PLACES = 50;

    /** A message at the top of the window. */
    public sealed interface Banner {
        record Said(Tone tone, String text) implements Banner {}

        record Failed(Problem problem) implements Banner {}
    }

    private final Messages messages;
    private final Dialogs dialogs;
    private final Tasks tasks;
    private final Connections connections;
    private final Activities activities;

    private final ReadOnlyObjectWrapper<Place> place = new ReadOnlyObjectWrapper<>(new Place.Projects());
    private final Deque<Place> before = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper practice = new ReadOnlyBooleanWrapper(false);
    private final ReadOnlyStringWrapper where = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper atlas = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper aws = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper root = new ReadOnlyBooleanWrapper(false);
    private final ObservableList<Banner> banners = FXCollections.observableArrayList();
    private TaskHandle asking = TaskHandle.ENDED;
    private boolean clockSaid;

    public ShellViewModel(
            Messages messages, Dialogs dialogs, Tasks tasks, Connections connections, Activities activities) {
        this.messages = messages;
        this.dialogs = dialogs;
        this.tasks = tasks;
        this.connections = connections;
        this.activities = activities;
        connections.state().subscribe(this::connectionChanged);
    }

    private void connectionChanged(Connections.State state) {
        asking.cancel();
        atlas.set("");
        aws.set("");
        root.set(false);
        banners.clear();
        clockSaid = false;
        before.clear();
        switch (state) {
            case Connections.State.Starting(var request) -> {
                practice.set(request instanceof dev.cmkconsole.connection.ConnectionRequest.Practice);
                where.set(messages.get(practice.get() ? "shell.starting.practice" : "shell.starting.real"));
            }
            case Connections.State.Failed _ -> {
                practice.set(false);
                where.set(messages.get("shell.notConnected"));
            }
            case Connections.State.Connected(var session) -> connected(session);
        }
    }

    private void connected(Session session) {
        var info = session.service().connection();
        practice.set(info.practice());
        where.set(info.practice() ? messages.get("shell.where.practice") : info.label());
        session.notices().listen(n -> tasks.onScreen(() -> say(session, n)));
        if (!(place.get() instanceof Place.Settings)) {
            place.set(new Place.Projects());
        }
        atlas.set(messages.get("shell.asking"));
        asking = tasks.run(() -> session.service().identity(), found -> identified(session, found), tasks::report);
    }

    /** Shows a notice unless its connection has been replaced. */
    private void say(Session session, Notice notice) {
        if (connections.state().get() instanceof Connections.State.Connected(var current) && current.equals(session)) {
            banners.add(new Banner.Said(tone(notice), messages.say(notice.text())));
        }
    }

    private static Tone tone(Notice notice) {
        return switch (notice.weight()) {
            case INFO -> Tone.INFO;
            case CAUTION -> Tone.CAUTION;
            case DANGER -> Tone.DANGER;
        };
    }

    /** Reports no Atlas outage here: the visible page reports it, with a way to try again. */
    private void identified(Session session, Identity found) {
        if (!session.service().connection().practice()) {
            found.organizations()
                    .value()
                    .filter(all -> !all.isEmpty())
                    .ifPresent(all ->
                            where.set(all.stream().map(Organization::name).collect(Collectors.joining(", "))));
        }
        atlas.set(found.atlas()
                .value()
                .map(s -> messages.get("shell.atlas." + s.kind().name(), s.name()))
                .orElse(messages.get("shell.atlas.none")));
        aws.set(found.aws()
                .value()
                .map(AwsCaller::arn)
                .map(arn -> found.addresses().isEmpty()
                        ? messages.get("shell.aws", arn)
                        : messages.get("shell.aws.at", arn, AwsAddressText.of(found.addresses(), messages)))
                .orElse(messages.get("shell.aws.none")));
        found.atlas()
                .problem()
                .filter(p -> !(p instanceof Problem.Unreachable || p instanceof Problem.TimedOut))
                .ifPresent(p -> banners.add(new Banner.Failed(p)));
        root.set(found.aws().value().filter(AwsCaller::root).isPresent());
        if (root.get()) {
            banners.addFirst(new Banner.Said(Tone.DANGER, messages.get("shell.root")));
        }
    }

    /** Says once per connection that this computer's clock is wrong. Reads only memory. */
    public void checkClock() {
        if (clockSaid
                || practice.get()
                || !(connections.state().get() instanceof Connections.State.Connected(var session))) {
            return;
        }
        session.service().clockDifference().ifPresent(difference -> {
            clockSaid = true;
            banners.add(new Banner.Said(Tone.CAUTION, messages.say(difference.text())));
        });
    }

    /** Reports failures that no screen waits for. */
    public void report(Problem problem) {
        banners.removeIf(
                b -> b instanceof Banner.Failed(var shown) && shown.code().equals(problem.code()));
        banners.add(new Banner.Failed(problem));
    }

    public void dismiss(Banner banner) {
        banners.remove(banner);
    }

    @Override
    public void go(Place next) {
        var now = place.get();
        if (next.equals(now)) {
            return;
        }
        before.push(now);
        while (before.size() > REMEMBERED_PLACES) {
            before.removeLast();
        }
        place.set(next);
    }

    @Override
    public void back() {
        if (!before.isEmpty()) {
            place.set(before.pop());
        }
    }

    /** Resets practice mode after a confirmation; refuses while a change is in progress. */
    public void resetPractice() {
        if (refuseWhileBusy("shell.reset.title")) {
            return;
        }
        dialogs.confirm(
                new Question(
                        messages.get("shell.reset.title"),
                        "",
                        List.of(messages.get("shell.reset.what"), messages.get("shell.reset.keeps")),
                        messages.get("shell.reset.verb"),
                        true),
                connections::resetPractice);
    }

    private boolean refuseWhileBusy(String titleKey) {
        if (activities.running().isEmpty()) {
            return false;
        }
        dialogs.confirm(
                new Question(
                        messages.get(titleKey),
                        busy(),
                        List.of(messages.get("shell.busy.first")),
                        messages.get("shell.busy.show"),
                        false),
                () -> go(activities.running().getFirst().place()));
        return true;
    }

    /**
     * Called when the window is about to close.
     *
     * @param close closes the window; called immediately if no change is in progress, otherwise only after the user
     *     confirms
     */
    public void closing(Runnable close) {
        if (activities.running().isEmpty()) {
            close.run();
            return;
        }
        dialogs.confirm(
                new Question(
                        messages.get("shell.close.title"),
                        busy(),
                        List.of(messages.get("shell.close.what"), messages.get("shell.close.resume")),
                        messages.get("shell.close.verb"),
                        true),
                close);
    }

    private String busy() {
        return activities.running().stream().map(Activities.Activity::title).collect(Collectors.joining(", "));
    }

    public ReadOnlyObjectProperty<Place> placeProperty() {
        return place.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty practiceProperty() {
        return practice.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty whereProperty() {
        return where.getReadOnlyProperty();
    }

    /** The identity that is signed in to Atlas. */
    public ReadOnlyStringProperty atlasProperty() {
        return atlas.getReadOnlyProperty();
    }

    /** The AWS identity. */
    public ReadOnlyStringProperty awsProperty() {
        return aws.getReadOnlyProperty();
    }

    /** Whether the AWS identity is the account's root user. It stays marked after its banner was closed. */
    public ReadOnlyBooleanProperty rootProperty() {
        return root.getReadOnlyProperty();
    }

    public ObservableList<Banner> banners() {
        return banners;
    }

    public Activities activities() {
        return activities;
    }

    public Connections connections() {
        return connections;
    }
}
