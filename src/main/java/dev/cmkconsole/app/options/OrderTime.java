package dev.cmkconsole.app.options;

import dev.cmkconsole.service.EncryptionService;
import java.time.Instant;

/** The time at which a command orders something, by the services' clock. */
public final class OrderTime {
    private OrderTime() {}

    /** Asks Atlas, because before the first answer only this computer's clock is known. */
    public static Instant of(EncryptionService service) {
        var _ = service.projects();
        return service.now();
    }
}
