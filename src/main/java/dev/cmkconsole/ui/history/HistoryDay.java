package dev.cmkconsole.ui.history;

import java.time.LocalDate;

/**
 * One day of the strip.
 *
 * @param entries journal entries of that day
 * @param trouble whether a step was not done, failed or has an unknown result
 */
public record HistoryDay(LocalDate date, int entries, boolean trouble) {}
