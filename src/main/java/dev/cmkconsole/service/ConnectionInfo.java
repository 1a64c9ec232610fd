package dev.cmkconsole.service;

import dev.cmkconsole.model.port.SignIn;

/**
 * The target of the connection, for display and for the journal.
 *
 * @param practice whether nothing here reaches Atlas or AWS
 * @param label {@code practice}, or the base URL of the real service
 * @param signIn how the program signs in to Atlas
 */
public record ConnectionInfo(boolean practice, String label, SignIn signIn) {
    public ConnectionInfo(boolean practice, String label) {
        this(practice, label, SignIn.API_KEY);
    }
}
