package dev.cmkconsole.model.atlas.backup;

import java.time.Duration;
import java.util.Optional;

/**
 * How long a cluster's backups are kept.
 *
 * @param restoreWindow how far back continuous backup reaches; empty if Atlas does not say
 * @param longest the longest retention of the schedule, with extra days; empty if it keeps nothing or does not say
 * @param copies the longest retention of copies in other regions that do not expire with their snapshot; zero if there
 *     are none, empty if Atlas does not say
 */
public record BackupSchedule(Optional<Duration> restoreWindow, Optional<Duration> longest, Optional<Duration> copies) {}
