package dev.cmkconsole.ui.nav;

import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.ui.view.ViewLoader;

/** What a screen is built from. */
public record ScreenContext(Frame frame, ViewLoader views, Connections connections) {

    /** The service of the connection that stands when the page is opened; pages do not outlive their connection. */
    public EncryptionService service() {
        return connections
                .session()
                .map(dev.cmkconsole.connection.Session::service)
                .orElseThrow(
                        () -> new IllegalStateException("a screen that needs a connection was opened without one"));
    }
}
