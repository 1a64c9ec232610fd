package dev.cmkconsole.app.connection;

import dev.cmkconsole.app.connection.EnvironmentConnection.Variable;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Redaction;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * An environment that remembers which variables were looked up. Blank values count as not set, as in the programs that
 * share these variables.
 */
final class Variables {
    private final Map<String, String> environment;
    private final Clock clock;
    private final Redaction redaction = Redaction.byPattern();
    private final List<Variable> seen = new ArrayList<>();

    Variables(Map<String, String> environment, Clock clock) {
        this.environment = Map.copyOf(environment);
        this.clock = clock;
    }

    Clock clock() {
        return clock;
    }

    Map<String, String> environment() {
        return environment;
    }

    List<Variable> seen() {
        return List.copyOf(seen);
    }

    boolean set(String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    Optional<String> plain(String name) {
        return look(name, redaction::clean, true);
    }

    /** Records a variable of which only a part may be shown. */
    void noted(String name, String shown) {
        look(name, _ -> shown, true);
    }

    /** Records a variable that is set but overridden by another. */
    void passedOver(String name, boolean secret) {
        look(name, secret ? _ -> "set" : redaction::clean, false);
    }

    /** Returns the value of the first name that is set; all names mean the same thing. */
    Optional<String> oneOf(String... names) {
        return oneOf(redaction::clean, names);
    }

    Optional<Secret> secretOneOf(String... names) {
        return oneOf(_ -> "set", names).map(Secret::of);
    }

    private Optional<String> oneOf(UnaryOperator<String> shown, String... names) {
        String first = null;
        String value = null;
        for (var name : names) {
            if (!set(name)) {
                continue;
            }
            var current = environment.get(name).strip();
            if (first == null) {
                first = name;
                value = look(name, shown, true).orElseThrow();
            } else if (withoutSlashes(current).equals(withoutSlashes(value))) {
                look(name, shown, false);
            } else {
                throw problem(
                        "VARIABLES_CONTRADICT",
                        first + " and " + name + " mean the same and have different values; unset one");
            }
        }
        return Optional.ofNullable(value);
    }

    /** Removes trailing slashes, because programs differ in whether they write one after an address. */
    private static String withoutSlashes(String value) {
        return value.replaceAll("/+$", "");
    }

    private Optional<String> look(String name, UnaryOperator<String> shown, boolean used) {
        if (!set(name)) {
            return Optional.empty();
        }
        var value = environment.get(name).strip();
        if (seen.stream().noneMatch(v -> v.name().equals(name))) {
            seen.add(new Variable(name, shown.apply(value), used));
        }
        return Optional.of(value);
    }

    ServiceException problem(String code, String detail) {
        return new ServiceException(new Problem.Local("connect", code, redaction.clean(detail), clock.instant()));
    }
}
