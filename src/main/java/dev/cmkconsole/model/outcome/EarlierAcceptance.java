package dev.cmkconsole.model.outcome;

import java.time.Instant;

/**
 * A decision of an earlier run to continue although a result is unknown.
 *
 * @param by public names of who decided
 */
public record EarlierAcceptance(Instant at, String by) {}
