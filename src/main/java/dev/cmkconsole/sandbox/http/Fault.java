package dev.cmkconsole.sandbox.http;

import java.time.Duration;

/**
 * An injected fault for coming calls of one operation.
 *
 * @param operation name as {@link SimulatedService#operation} gives it, or {@code *} for any
 * @param nth the first matching call that it affects, counted from 1 since the injection
 * @param times how many matching calls in a row it affects; 0 or less means until it is cleared
 * @param status HTTP status for {@link FaultKind#STATUS} and {@link FaultKind#STATUS_AFTER}
 * @param errorCode the service's error code to answer with, or null for the usual one of that status
 * @param delay wait before the call is handled, for any kind; the only effect of {@link FaultKind#SLOW}
 */
public record Fault(
        String operation, int nth, int times, FaultKind kind, int status, String errorCode, Duration delay) {

    /**
     * In the AFTER kinds the request takes effect although the client never learns of it. In the BEFORE kinds it does
     * not.
     */
    public enum FaultKind {
        /** An error answer; the request has no effect. */
        STATUS,
        /** An error answer; the request has taken effect. */
        STATUS_AFTER,
        /** The connection ends without an answer; the request has no effect. */
        DROP_BEFORE,
        /** The connection ends without an answer; the request has taken effect. */
        DROP_AFTER,
        /** The right answer, late. */
        SLOW,
        /** The request takes effect. The answer has the right status and type, but an unparsable body. */
        GARBAGE
    }

    public static Fault status(String operation, int status) {
        return new Fault(operation, 1, 1, FaultKind.STATUS, status, null, Duration.ZERO);
    }

    public static Fault of(String operation, FaultKind kind) {
        return new Fault(operation, 1, 1, kind, 503, null, Duration.ZERO);
    }

    public static Fault slow(String operation, Duration delay) {
        return new Fault(operation, 1, 1, FaultKind.SLOW, 0, null, delay);
    }

    public Fault onCall(int first) {
        return new Fault(operation, first, times, kind, status, errorCode, delay);
    }

    public Fault times(int count) {
        return new Fault(operation, nth, count, kind, status, errorCode, delay);
    }

    public Fault withErrorCode(String code) {
        return new Fault(operation, nth, times, kind, status, code, delay);
    }
}
