package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.atlas.http.Json;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.util.regex.Pattern;

/** Writes the AWS state to disk after every call that may have changed it, before the answer is sent. */
final class PersistedAws implements SimulatedService {
    private static final Pattern READS = Pattern.compile(
            "\\w+:(Get(?!SessionToken|FederationToken)|List|Describe|Simulate|Encrypt|Decrypt|ReEncrypt|Generate|Sign|Verify).*");
    static final String FILE = "aws";

    private final AwsCloud aws;
    private final StateFiles files;

    PersistedAws(AwsCloud aws, StateFiles files) {
        this.aws = aws;
        this.files = files;
    }

    @Override
    public String operation(HttpCall call) {
        return aws.operation(call);
    }

    @Override
    public HttpReply error(HttpCall call, int status, String errorCode) {
        return aws.error(call, status, errorCode);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        var reply = aws.handle(call);
        if (!READS.matcher(aws.operation(call)).matches()) {
            save();
        }
        return reply;
    }

    synchronized void save() {
        files.put(FILE, Json.bytes(aws.save()));
    }
}
