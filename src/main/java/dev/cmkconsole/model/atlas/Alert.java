package dev.cmkconsole.model.atlas;

import java.time.Instant;

/** An open alert of a project. */
public record Alert(String id, String eventType, String status, Instant created) {}
