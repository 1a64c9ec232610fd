package dev.cmkconsole.app;

import dev.cmkconsole.service.EncryptionService;

/** What a procedure takes on the command line. */
interface OrderOptions {
    /** @throws dev.cmkconsole.model.InputException for what cannot be used */
    Ordered<?> order(EncryptionService service);
}
