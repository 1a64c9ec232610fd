package dev.cmkconsole.ui.settings;

import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector.Variable;
import dev.cmkconsole.connection.LastConnection.Target;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.service.Identity;
import dev.cmkconsole.ui.dialog.Question;
import dev.cmkconsole.ui.nav.Connections;
import dev.cmkconsole.ui.nav.Frame;
import dev.cmkconsole.ui.settings.ConnectForm.AtlasWay;
import dev.cmkconsole.ui.settings.ConnectForm.AwsWay;
import dev.cmkconsole.ui.settings.ConnectForm.Field;
import dev.cmkconsole.ui.task.TaskHandle;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/** Selects, tests and opens a connection, and shows the location of its data. */
public final class SettingsViewModel {
    private static final Set<String> UNUSABLE_PROFILE =
            Set.of(AwsErrorCode.NO_CREDENTIALS, AwsErrorCode.MFA_CODE_NEEDED, AwsErrorCode.SSO_SIGN_IN_NEEDED);

    private static final String UNUSABLE_BUNDLE = "CA_BUNDLE_UNUSABLE";

    private final Frame frame;
    private final Connections connections;
    private final ConnectForm form = new ConnectForm();
    private final ObservableMap<Field, String> problems = FXCollections.observableHashMap();
    private final ObservableList<TrialReport.TrialResult> trial = FXCollections.observableArrayList();
    private final ObservableList<Variable> variables = FXCollections.observableArrayList();
    private final ObservableList<String> profiles = FXCollections.observableArrayList();
    private final ReadOnlyBooleanWrapper trying = new ReadOnlyBooleanWrapper();
    private final ReadOnlyBooleanWrapper connecting = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Problem> failure = new ReadOnlyObjectWrapper<>();
    private TaskHandle work = TaskHandle.ENDED;

    public SettingsViewModel(Frame frame, Connections connections) {
        this.frame = frame;
        this.connections = connections;
        form.propose(connections.proposed());
        form.targetProperty().subscribe(_ -> forget());
        form.atlasWayProperty().subscribe(_ -> forget());
        form.awsWayProperty().subscribe(_ -> forget());
        form.profileProperty().subscribe(this::lookForDevice);
    }

    /** Reads the names of variables and profiles on this computer. */
    public void start() {
        frame.tasks().run(connections.connector()::variables, variables::setAll);
        frame.tasks().run(connections.connector()::awsProfiles, profiles::setAll);
        lookAtBundle();
    }

    /** A bundle of Settings or of a variable that cannot be used is named before anyone connects. */
    private void lookAtBundle() {
        var typed = form.caBundleProperty().get().strip();
        frame.tasks()
                .run(
                        () -> connections.connector().caBundleProblem(typed),
                        problem -> problem.ifPresent(p -> problems.put(Field.CA_BUNDLE, words(p))));
    }

    private void lookForDevice(String profile) {
        form.mfaDeviceProperty().set("");
        if (profile != null && !profile.isBlank()) {
            frame.tasks().run(() -> connections.connector().mfaDevice(profile.strip()), device -> {
                if (profile.equals(form.profileProperty().get())) {
                    form.mfaDeviceProperty().set(device.orElse(""));
                }
            });
        }
    }

    private void forget() {
        problems.clear();
        trial.clear();
        failure.set(null);
    }

    private Optional<ConnectionRequest> check(String secret) {
        forget();
        var filled = form.fill(secret);
        filled.problems()
                .forEach((field, key) -> problems.put(field, frame.messages().get(key)));
        return filled.request();
    }

    /**
     * Tests the connection without opening it.
     *
     * @param secret text of the secret field; not kept
     */
    public void test(String secret) {
        check(secret).ifPresent(request -> {
            work.cancel();
            trying.set(true);
            work = frame.tasks()
                    .run(
                            () -> connections.connector().tryOut(request),
                            tried -> {
                                trying.set(false);
                                trial.setAll(TrialReport.of(tried, awsWanted(request), frame.messages()));
                            },
                            problem -> {
                                trying.set(false);
                                failed(problem);
                            });
        });
    }

    /**
     * Tests the credentials, connects and shows the projects. The current connection stays until this has succeeded.
     *
     * @param secret text of the secret field; not kept
     * @param connected called after success
     */
    public void connect(String secret, Runnable connected) {
        if (!frame.activities().running().isEmpty()) {
            var busy = frame.activities().running().getFirst();
            frame.dialogs()
                    .confirm(
                            new Question(
                                    frame.messages().get("settings.busy"),
                                    busy.title(),
                                    List.of(frame.messages().get("shell.busy.first")),
                                    frame.messages().get("shell.busy.show"),
                                    false),
                            () -> frame.navigator().go(busy.place()));
            return;
        }
        check(secret).ifPresent(request -> {
            connecting.set(true);
            if (request instanceof ConnectionRequest.Practice) {
                connect(request, connected);
                return;
            }
            work.cancel();
            work = frame.tasks()
                    .run(
                            () -> connections.connector().tryOut(request),
                            tried -> {
                                if (acceptable(tried)) {
                                    connect(request, connected);
                                } else {
                                    connecting.set(false);
                                    trial.setAll(TrialReport.of(tried, awsWanted(request), frame.messages()));
                                }
                            },
                            this::notConnected);
        });
    }

    private void connect(ConnectionRequest request, Runnable connected) {
        connections.connectIfPossible(
                request,
                () -> {
                    connecting.set(false);
                    connected.run();
                    frame.navigator().showProjects();
                },
                this::notConnected);
    }

    private void notConnected(Problem why) {
        connecting.set(false);
        failed(why);
    }

    private void failed(Problem why) {
        if (why.code().equals(UNUSABLE_BUNDLE) && form.targetProperty().get() == Target.REAL) {
            problems.put(Field.CA_BUNDLE, words(why));
        } else {
            failure.set(why);
        }
    }

    /**
     * Returns whether connecting makes sense, and shows errors beside the fields if not. An unreachable service may
     * recover, and the cached data is usable until then. Refused credentials stay refused.
     */
    private boolean acceptable(Identity tried) {
        boolean typed = form.targetProperty().get() == Target.REAL;
        var atlas =
                tried.atlas().problem().filter(p -> p instanceof Problem.NotSignedIn || p instanceof Problem.Refused);
        atlas.filter(p -> p instanceof Problem.NotSignedIn
                        && typed
                        && form.atlasWayProperty().get() != AtlasWay.ENVIRONMENT)
                .ifPresent(p -> problems.put(Field.SECRET, words(p)));
        var aws = tried.aws()
                .problem()
                .filter(p -> typed
                        && form.awsWayProperty().get() == AwsWay.PROFILE
                        && (p instanceof Problem.NotSignedIn
                                || p instanceof Problem.Refused
                                || UNUSABLE_PROFILE.contains(p.code())));
        aws.ifPresent(p -> problems.put(
                form.mfaDeviceProperty().get().isEmpty() ? Field.PROFILE : Field.MFA_CODE,
                p.code().equals(AwsErrorCode.SSO_SIGN_IN_NEEDED)
                        ? words(p) + " " + p.detail()
                        : p instanceof Problem.Refused ? p.detail() : words(p)));
        return atlas.isEmpty() && aws.isEmpty();
    }

    private String words(Problem problem) {
        var said = frame.messages().explain(problem);
        return said.what() + " " + said.next();
    }

    private static boolean awsWanted(ConnectionRequest request) {
        return !(request instanceof ConnectionRequest.Real(var _, var _, ConnectionRequest.Aws.None _, var _));
    }

    /** Cancels a test that takes too long. */
    public void stopTest() {
        work.cancel();
        trying.set(false);
    }

    public Optional<String> dataFolder() {
        return connections.session().map(s -> s.dataFolder().toString());
    }

    public void openDataFolder() {
        connections.session().ifPresent(s -> frame.desktop().open(s.dataFolder()));
    }

    public ConnectForm form() {
        return form;
    }

    /** The error text of each invalid field. */
    public ObservableMap<Field, String> problems() {
        return problems;
    }

    ObservableList<TrialReport.TrialResult> trial() {
        return trial;
    }

    public ObservableList<Variable> variables() {
        return variables;
    }

    public ObservableList<String> profiles() {
        return profiles;
    }

    public ReadOnlyBooleanProperty tryingProperty() {
        return trying.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty connectingProperty() {
        return connecting.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Problem> failureProperty() {
        return failure.getReadOnlyProperty();
    }
}
