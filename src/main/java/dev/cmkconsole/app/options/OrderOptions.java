package dev.cmkconsole.app.options;

import dev.cmkconsole.service.EncryptionService;

/** What a procedure takes on the command line. */
public interface OrderOptions {
    /** @throws dev.cmkconsole.model.outcome.InputException for what cannot be used */
    Ordered<?> order(EncryptionService service);
}
