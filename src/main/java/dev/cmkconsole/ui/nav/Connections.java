package dev.cmkconsole.ui.nav;

import dev.cmkconsole.connection.ConnectionMemory;
import dev.cmkconsole.connection.ConnectionRequest;
import dev.cmkconsole.connection.Connector;
import dev.cmkconsole.connection.LastConnection;
import dev.cmkconsole.connection.Session;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.ui.task.Tasks;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The current connection, or the progress of a new one. */
public final class Connections {

    /** The state of the connection. */
    public sealed interface State {
        /**
         * @param request the connection that is being opened
         */
        record Starting(ConnectionRequest request) implements State {}

        record Connected(Session session) implements State {}

        record Failed(ConnectionRequest request, Problem problem) implements State {}
    }

    private final Connector connector;
    private final Tasks tasks;
    private final ConnectionMemory memory;
    private final ReadOnlyObjectWrapper<State> state;

    /**
     * @param first the connection to open when the program starts
     */
    public Connections(Connector connector, Tasks tasks, ConnectionMemory memory, ConnectionRequest first) {
        this.memory = memory;
        this.connector = connector;
        this.tasks = tasks;
        this.state = new ReadOnlyObjectWrapper<>(new State.Starting(first));
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    public Optional<Session> session() {
        return state.get() instanceof State.Connected(var session) ? Optional.of(session) : Optional.empty();
    }

    public Connector connector() {
        return connector;
    }

    /**
     * Returns the connection to propose. This is the current one; in practice mode, or without a connection, it is the
     * last chosen one.
     */
    public LastConnection proposed() {
        var last = memory.lastConnection();
        return session()
                .map(Session::request)
                .filter(request -> !(request instanceof ConnectionRequest.Practice))
                .map(last::after)
                .orElse(last);
    }

    /** Opens a new connection; the state follows. */
    public void connect(ConnectionRequest request) {
        start(request, () -> connector.connect(request));
    }

    /**
     * Replaces the connection only if the new one works, and remembers it for the next start. Until then, and after a
     * failure, the current connection stays. If it had to close first, a failure leaves no connection.
     *
     * @param connected called when the new connection is open
     * @param failed receives the reason for a failure
     */
    public void connectIfPossible(ConnectionRequest request, Runnable connected, Consumer<Problem> failed) {
        tasks.run(
                () -> connector.connect(request),
                session -> {
                    state.set(new State.Connected(session));
                    memory.remember(memory.lastConnection().after(request));
                    connected.run();
                },
                problem -> {
                    if (!connector.stands()) {
                        state.set(new State.Failed(request, problem));
                    }
                    failed.accept(problem);
                });
    }

    public void resetPractice() {
        start(new ConnectionRequest.Practice(), connector::resetPractice);
    }

    private void start(ConnectionRequest request, Callable<Session> connecting) {
        state.set(new State.Starting(request));
        tasks.run(
                connecting,
                session -> state.set(new State.Connected(session)),
                problem -> state.set(new State.Failed(request, problem)));
    }
}
