package dev.cmkconsole.service;

import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One reading for the checks.
 *
 * @param rounds number of sequential answers that the call itself waits for
 * @param after evidence that must be settled first, as far as it is known; the set may grow while its members settle
 * @param call the reading; empty where there is nothing to read
 */
record AccessQuestion<T>(
        Evidence<T> part,
        int rounds,
        Function<AccessFacts, Set<Evidence<?>>> after,
        Function<AccessFacts, Optional<Supplier<T>>> call) {}
