package dev.cmkconsole.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The sandbox's clock. It follows a base clock at some speed and can be moved forward. */
public final class SandboxClock extends Clock {
    private final Clock base;
    private volatile Anchor anchor;

    /** At {@code real} the sandbox's time was {@code simulated}. Since then it runs {@code speed} times as fast. */
    public record Anchor(Instant real, Instant simulated, double speed) {}

    public SandboxClock(Clock base, double speed) {
        this(base, new Anchor(base.instant(), base.instant(), speed));
    }

    SandboxClock(Clock base, Anchor anchor) {
        this.base = base;
        this.anchor = anchor;
    }

    @Override
    public Instant instant() {
        var now = anchor;
        var passed = Duration.between(now.real(), base.instant());
        return now.simulated().plusNanos(Math.round(passed.toNanos() * now.speed()));
    }

    /** Moves time forward. A negative duration is refused, because past events cannot be undone. */
    public synchronized void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("The sandbox's clock only goes forward, not by " + by);
        }
        anchor = new Anchor(base.instant(), instant().plus(by), anchor.speed());
    }

    public synchronized void speed(double factor) {
        if (!(factor >= 0) || factor > 10_000) {
            throw new IllegalArgumentException("The speed must be between 0 and 10,000, not " + factor);
        }
        anchor = new Anchor(base.instant(), instant(), factor);
    }

    public double speed() {
        return anchor.speed();
    }

    Anchor anchor() {
        return anchor;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        var outer = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return outer.withZone(other);
            }

            @Override
            public Instant instant() {
                return outer.instant();
            }
        };
    }
}
