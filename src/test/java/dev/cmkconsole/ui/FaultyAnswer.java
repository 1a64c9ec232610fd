package dev.cmkconsole.ui;

import dev.cmkconsole.Hurried;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.sandbox.http.Fault.FaultKind;
import java.time.Duration;

/** The ways in which an answer can fail, as a table for tests. */
public enum FaultyAnswer {
    RATE_LIMITED,
    SERVER_FAULT,
    SERVER_FAULT_AFTER,
    /** For a {@link SandboxWindow#hurried} window. */
    TOO_SLOW,
    DROPPED_BEFORE,
    DROPPED_AFTER,
    MALFORMED;

    /** @param times 0 until the faults are cleared */
    public void inject(Sandbox sandbox, String operation, int times) {
        var fault = switch (this) {
            case RATE_LIMITED -> Fault.status(operation, 429);
            case SERVER_FAULT -> Fault.status(operation, 500);
            case SERVER_FAULT_AFTER -> new Fault(operation, 1, 1, FaultKind.STATUS_AFTER, 500, null, Duration.ZERO);
            case TOO_SLOW -> Fault.slow(operation, Hurried.LATE);
            case DROPPED_BEFORE -> Fault.of(operation, FaultKind.DROP_BEFORE);
            case DROPPED_AFTER -> Fault.of(operation, FaultKind.DROP_AFTER);
            case MALFORMED -> Fault.of(operation, FaultKind.GARBAGE);
        };
        sandbox.faults().inject(fault.times(times));
    }

    /** Whether the request certainly takes effect although no usable answer comes. */
    public boolean takesEffect() {
        return switch (this) {
            case SERVER_FAULT_AFTER, TOO_SLOW, DROPPED_AFTER, MALFORMED -> true;
            case RATE_LIMITED, SERVER_FAULT, DROPPED_BEFORE -> false;
        };
    }
}
