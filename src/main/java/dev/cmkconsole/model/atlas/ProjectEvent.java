package dev.cmkconsole.model.atlas;

import java.time.Instant;
import java.util.Optional;

/** An entry of a project's activity feed. It says what happened and when, and never names a key. */
public record ProjectEvent(String type, Optional<String> cluster, Instant at) {}
