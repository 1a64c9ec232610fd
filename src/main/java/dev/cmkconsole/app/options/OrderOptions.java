package dev.cmkconsole.app.options;

import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.service.EncryptionService;

/**
 * The command-line options of a procedure.
 *
 * @param <C> the procedure's choices
 */
public interface OrderOptions<C extends Choices<C>> {
    /** @throws dev.cmkconsole.model.outcome.InputException for values that cannot be used */
    Ordered<C> order(EncryptionService service);
}
