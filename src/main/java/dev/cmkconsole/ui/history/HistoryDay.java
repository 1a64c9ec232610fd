package dev.cmkconsole.ui.history;

import java.time.LocalDate;

/**
 * One day of the strip.
 *
 * @param entries journal entries of that day
 * @param trouble whether something was refused, failed or is not known
 */
public record HistoryDay(LocalDate date, int entries, boolean trouble) {}
