package dev.cmkconsole.connection;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.service.Identity;
import java.util.List;
import java.util.Optional;

/** Makes connections and owns the current one. Every method blocks. */
public interface Connector extends AutoCloseable {

    /**
     * Makes a connection and closes the previous one.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException when the connection fails; the previous one then stays
     *     open, unless it had to be closed first
     */
    Session connect(ConnectionRequest request);

    /** Whether the most recent connection is still usable. */
    default boolean stands() {
        return true;
    }

    /**
     * Identifies the caller for a request. Opens no data folder and leaves the current connection alone. A refusal by a
     * service never throws.
     */
    Identity tryOut(ConnectionRequest request);

    /** Resets practice mode, including its history, and connects to it. */
    Session resetPractice();

    /**
     * The environment variables that {@link ConnectionRequest.FromEnvironment} reads, and whether each is set. Never
     * returns their values.
     */
    List<Variable> variables();

    /** Names of the profiles in the shared AWS files; empty where there are none. */
    List<String> awsProfiles();

    /** The MFA device whose code a profile's role requires; empty where it requires none. */
    default Optional<String> mfaDevice(String awsProfile) {
        return Optional.empty();
    }

    /**
     * Examines the file of certificate authorities, or the one that a variable names.
     *
     * @param path what Settings contains; may be empty
     * @return why the file cannot be used; empty where it can, or where there is none
     */
    default Optional<Problem> caBundleProblem(String path) {
        return Optional.empty();
    }

    @Override
    void close();

    record Variable(String name, boolean set) {}
}
