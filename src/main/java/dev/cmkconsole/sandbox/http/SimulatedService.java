package dev.cmkconsole.sandbox.http;
/**
 * A service of the sandbox behind one port: pure request in, reply out, so that faults and latency are added around
 * it.
 */
public interface SimulatedService {

    /**
     * The operation a call asks for, in the words of its service ({@code updateEncryptionAtRest}, {@code
     * kms:DescribeKey}); {@code unknown} where there is none. Faults and the request log are keyed by it.
     */
    String operation(HttpCall call);

    HttpReply handle(HttpCall call);

    /**
     * Whether a call does no more than ask how to sign in. Such calls are no business of the user's: faults neither
     * strike nor count them.
     */
    default boolean asksForChallenge(HttpCall call) {
        return false;
    }

    /**
     * An error answer in the service's own form, for injected faults and for requests the server refuses before the
     * service sees them.
     *
     * @param errorCode the service's code, or null for the one usual with that status
     */
    default HttpReply error(HttpCall call, int status, String errorCode) {
        var code = errorCode != null
                ? errorCode
                : status == 429 ? "ThrottlingException" : status >= 500 ? "InternalFailure" : "ValidationException";
        return HttpReply.of(
                status,
                "application/x-amz-json-1.1",
                "{\"__type\":\"" + code + "\",\"message\":\"Injected by the sandbox.\"}");
    }
}
