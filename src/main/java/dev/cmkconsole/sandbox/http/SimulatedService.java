package dev.cmkconsole.sandbox.http;

/** A service of the sandbox behind one port: pure request in, reply out, so that faults and latency are added around it. */
public interface SimulatedService {

    /**
     * The operation a call asks for, in the words of its service ({@code updateEncryptionAtRest}, {@code kms:DescribeKey});
     * {@code unknown} where there is none. Faults and the request log are keyed by it.
     */
    String operation(HttpCall call);

    HttpReply handle(HttpCall call);
}
