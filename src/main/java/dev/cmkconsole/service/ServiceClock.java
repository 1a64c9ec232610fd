package dev.cmkconsole.service;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.port.ServiceDates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * This computer's clock, corrected by the dates that Atlas and AWS give with their answers. Waiting periods before
 * irreversible acts thus pass by the services' time, whatever this computer's clock says. Where the two services differ
 * from each other, the earlier time counts, so that no waiting period ends too soon.
 */
public final class ServiceClock extends Clock implements ServiceDates {
    /** A {@code Date} header has whole seconds, and an answer takes a while: smaller differences mean nothing. */
    private static final Duration UNCERTAIN = Duration.ofSeconds(30);

    private static final Duration WORTH_SAYING = Duration.ofMinutes(5);

    /** A clock that is set is set once within one connection. */
    private static final int OF_ANOTHER_SPEED = 2;

    private final Clock local;
    private final ZoneId zone;
    private final Map<Origin, Duration> ahead;
    private final AtomicInteger changes;

    public ServiceClock(Clock local) {
        this(local, local.getZone(), new ConcurrentHashMap<>(), new AtomicInteger());
    }

    private ServiceClock(Clock local, ZoneId zone, Map<Origin, Duration> ahead, AtomicInteger changes) {
        this.local = local;
        this.zone = zone;
        this.ahead = ahead;
        this.changes = changes;
    }

    @Override
    public void seen(Origin service, Instant date) {
        synchronized (ahead) {
            var measured = Duration.between(local.instant(), date);
            var before = ahead.getOrDefault(service, Duration.ZERO);
            if (measured.minus(before).abs().compareTo(UNCERTAIN) <= 0) {
                ahead.putIfAbsent(service, Duration.ZERO);
                return;
            }
            if (ahead.put(service, measured) != null) {
                // This computer's clock was set, or the service's time runs at another speed. That moves the other
                // service too, until it answers. A disagreement between the two stays as large as it was.
                var moved = measured.minus(before);
                ahead.replaceAll((one, known) -> one == service ? known : known.plus(moved));
                changes.incrementAndGet();
            }
        }
    }

    /** The services' time by the last answers; this computer's time before the first. */
    @Override
    public Instant instant() {
        return local.instant()
                .plus(ahead.values().stream().min(Duration::compareTo).orElse(Duration.ZERO));
    }

    @Override
    public Optional<ClockDifference> difference() {
        return ahead.entrySet().stream()
                .filter(one -> one.getValue().abs().compareTo(WORTH_SAYING) > 0)
                .map(one -> new ClockDifference(one.getKey(), one.getValue(), kind()))
                .max((a, b) -> a.ahead().abs().compareTo(b.ahead().abs()));
    }

    private ClockDifference.Kind kind() {
        if (changes.get() >= OF_ANOTHER_SPEED) {
            return ClockDifference.Kind.CHANGING;
        }
        var known = ahead.values();
        var apart = known.isEmpty() ? Duration.ZERO : Collections.max(known).minus(Collections.min(known));
        return apart.compareTo(WORTH_SAYING) > 0 ? ClockDifference.Kind.CONTESTED : ClockDifference.Kind.STEADY;
    }

    @Override
    public boolean settled() {
        return !ahead.isEmpty();
    }

    @Override
    public Optional<Clock> uncorrected() {
        return Optional.of(local);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ServiceClock(local, other, ahead, changes);
    }
}
