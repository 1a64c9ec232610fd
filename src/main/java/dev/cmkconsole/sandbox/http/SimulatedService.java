package dev.cmkconsole.sandbox.http;
/**
 * A service of the sandbox behind one port. It only turns requests into replies, so faults and latency can be added
 * around it.
 */
public interface SimulatedService {

    /**
     * The operation of a call, in the service's own words ({@code updateEncryptionAtRest}, {@code kms:DescribeKey}). It
     * is {@code unknown} where there is none. Faults and the request log use it as their key.
     */
    String operation(HttpCall call);

    HttpReply handle(HttpCall call);

    /**
     * Whether a call only asks how to sign in. The user did not make such calls, so faults neither affect nor count
     * them.
     */
    default boolean asksForChallenge(HttpCall call) {
        return false;
    }

    /**
     * An error answer in the service's format, for injected faults and for requests that the server refuses first.
     *
     * @param errorCode the service's code, or null for the usual one of that status
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
