package dev.cmkconsole.model.atlas.backup;

import java.time.Duration;
import java.util.Optional;

/**
 * A project's Backup Compliance Policy. Under it nobody can delete a snapshot before it expires.
 *
 * @param state Atlas' word, such as ENABLING or ACTIVE
 * @param restoreWindow the shortest restore window that it demands; empty if it demands none
 * @param longest the longest retention that it demands; empty if it demands none
 * @param customerKeys whether it demands that clusters are encrypted with the project's key
 */
public record CompliancePolicy(
        String state, Optional<Duration> restoreWindow, Optional<Duration> longest, boolean customerKeys) {}
