package dev.cmkconsole.connection;

/** Keeps the last connection between starts. Both methods are fast enough for the JavaFX thread. */
public interface ConnectionMemory {

    LastConnection lastConnection();

    /** Remembers the connection and writes it to disk in the background. */
    void remember(LastConnection connection);
}
