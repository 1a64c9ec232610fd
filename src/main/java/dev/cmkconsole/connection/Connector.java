package dev.cmkconsole.connection;

import dev.cmkconsole.service.Identity;
import java.util.List;
import java.util.Optional;

/** Makes connections and owns the one that stands. Every method blocks. */
public interface Connector extends AutoCloseable {

    /**
     * Makes a connection and closes the one before.
     *
     * @throws dev.cmkconsole.model.outcome.ServiceException when it cannot be made; then the one before still stands,
     *     unless it had to make room first
     */
    Session connect(ConnectionRequest request);

    /** Whether the connection made last can still be used. */
    default boolean stands() {
        return true;
    }

    /**
     * Who we would be; opens no data folder and touches no connection that stands. Never throws for what the
     * services say.
     */
    Identity tryOut(ConnectionRequest request);

    /** Puts practice mode back to its beginning, its history included, and connects to it. */
    Session resetPractice();

    /**
     * The environment variables that {@link ConnectionRequest.FromEnvironment} reads, and whether each is set;
     * never their values.
     */
    List<Variable> variables();

    /** Names of the profiles in the shared AWS files; empty where there are none. */
    List<String> awsProfiles();

    /** The device whose code a profile's role asks for; empty where it asks for none. */
    default Optional<String> mfaDevice(String awsProfile) {
        return Optional.empty();
    }

    @Override
    void close();

    record Variable(String name, boolean set) {}
}
