package dev.cmkconsole.service;

import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing to read for the checks.
 *
 * @param rounds answers that the call itself waits for, one after the other
 * @param after parts that must be settled first, as far as is known by then; it may grow while they settle
 * @param call the reading; empty where the question does not arise
 */
record AccessQuestion<T>(
        Evidence<T> part,
        int rounds,
        Function<AccessFacts, Set<Evidence<?>>> after,
        Function<AccessFacts, Optional<Supplier<T>>> call) {}
