package dev.cmkconsole.model.snapshot;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Observed;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What decides who may end a key. It is read only for plans that ask for it.
 *
 * @param policies the policy of the key in every Region that has it, as JSON text, verbatim
 * @param roles the roles that the choices name, by name; a known empty optional means that the account has none
 */
public record KeyGuard(Map<KeyArn, Observed<String>> policies, Map<String, Observed<Optional<RoleArn>>> roles) {
    public KeyGuard {
        policies = Collections.unmodifiableMap(new LinkedHashMap<>(policies));
        roles = Map.copyOf(roles);
    }
}
