package dev.cmkconsole.procedure.drill;

import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeyRecords.KeyDrill;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When Atlas noticed a drill, by its own activity feed, and the hosts of which clusters it reported down and up. */
public final class DrillTimes {
    private static final Set<String> INVALID =
            Set.of("AWS_ENCRYPTION_KEY_INVALID", "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID");
    private static final Set<String> VALID = Set.of("AWS_ENCRYPTION_KEY_VALID", "ENCRYPTION_AT_REST_CONFIG_IS_VALID");
    private static final Set<String> DOWN = Set.of("HOST_DOWN");
    private static final Set<String> UP = Set.of("HOST_UP");
    /** Every event type that a drill looks for. */
    public static final List<String> EVENTS = List.of(
            "AWS_ENCRYPTION_KEY_INVALID",
            "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID",
            "AWS_ENCRYPTION_KEY_VALID",
            "ENCRYPTION_AT_REST_CONFIG_IS_VALID",
            "HOST_DOWN",
            "HOST_UP");

    private final KeyDrill drill;
    private final List<ProjectEvent> events;

    DrillTimes(KeyDrill drill) {
        this.drill = drill;
        this.events = drill.events().value().orElse(List.of());
    }

    /** When Atlas reported that it cannot use the key. */
    Optional<Instant> down() {
        return first(INVALID, drill.disabled());
    }

    /** When Atlas reported that it can use the key again. */
    Optional<Instant> up() {
        return drill.enabled().flatMap(at -> first(VALID, at));
    }

    /** Events have whole seconds. */
    private Optional<Instant> first(Set<String> types, Instant since) {
        return times(types, since).min(Comparator.naturalOrder());
    }

    private java.util.stream.Stream<Instant> times(Set<String> types, Instant since) {
        return events.stream()
                .filter(e -> types.contains(e.type()))
                .map(ProjectEvent::at)
                .filter(at -> !at.isBefore(since.truncatedTo(ChronoUnit.SECONDS)));
    }

    /** What was measured, each part with its own evidence. */
    Text text() {
        var parts = new ArrayList<Text>();
        parts.add(down().map(at -> Text.of("drill.times.down", drill.disabled(), at, lasted(drill.disabled(), at)))
                .orElseGet(() -> Text.of("drill.times.notDown", drill.disabled())));
        times(DOWN, drill.disabled())
                .max(Comparator.naturalOrder())
                .ifPresent(at -> parts.add(Text.of("drill.times.hostsDown", at)));
        drill.enabled().ifPresent(enabled -> {
            parts.add(up().map(at -> Text.of("drill.times.up", enabled, at, lasted(enabled, at)))
                    .orElseGet(() -> Text.of("drill.times.upUnseen", enabled)));
            times(UP, enabled)
                    .max(Comparator.naturalOrder())
                    .ifPresent(at -> parts.add(Text.of("drill.times.hostsUp", at)));
        });
        return parts.stream().reduce((a, b) -> Text.of("drill.times.and", a, b)).orElseThrow();
    }

    private static String lasted(Instant from, Instant until) {
        long seconds = Math.max(0, Duration.between(from, until).toSeconds());
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
