package dev.cmkconsole.model.atlas.alert;

import java.time.Instant;
import java.util.Optional;

/** Somebody's word that an alert is being dealt with. Until then Atlas tells nobody again. */
public record Acknowledgement(Instant until, Optional<String> comment, Optional<String> by) {}
