package dev.cmkconsole.ui.nav;

import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.view.ViewLoader;

/** The objects that a screen is built from. */
public record ScreenContext(Frame frame, ViewLoader views, Connections connections) {

    /**
     * Returns the service of the connection that is open when the page is created. Pages do not outlive their
     * connection.
     */
    public EncryptionService service() {
        return connections
                .session()
                .map(dev.cmkconsole.connection.Session::service)
                .orElseThrow(
                        () -> new IllegalStateException("a screen that needs a connection was opened without one"));
    }
}
