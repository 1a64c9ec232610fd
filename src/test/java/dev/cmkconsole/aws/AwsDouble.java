package dev.cmkconsole.aws;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.Patience;
import dev.cmkconsole.http.ScriptedServer;
import dev.cmkconsole.http.ScriptedServer.Reply;
import dev.cmkconsole.http.ScriptedServer.Request;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.secret.Secret;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * A gateway against handwritten answers in AWS wire formats. The script receives the operation's name and its
 * parameters as text.
 */
final class AwsDouble implements AutoCloseable {
    static final String SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCANARYKEY000";
    static final Clock CLOCK = Clock.fixed(Instant.parse("2027-05-12T10:00:00Z"), ZoneOffset.UTC);
    static final AwsSettings SETTINGS = new AwsSettings(Patience.LIMIT, Patience.LIMIT, Patience.LIMIT, 4);
    static final AwsRegion REGION = new AwsRegion("us-east-1");

    final ScriptedServer server;
    final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    final AwsGatewayClient gateway;

    AwsDouble(BiFunction<String, Request, Reply> script) {
        server = new ScriptedServer(request -> script.apply(operation(request), request));
        gateway =
                gateway(new AwsConnection.Sandbox(server.uri(), "AKIAIOSFODNN7EXAMPLE", Secret.of(SECRET_KEY), REGION));
    }

    AwsGatewayClient gateway(AwsConnection connection) {
        return new AwsGatewayClient(connection, SETTINGS, executor, CLOCK);
    }

    /** For a server that does not answer. */
    AwsGatewayClient hurried() {
        var connection = new AwsConnection.Sandbox(server.uri(), "AKIAIOSFODNN7EXAMPLE", Secret.of(SECRET_KEY), REGION);
        var silence = Duration.ofMillis(1500);
        return new AwsGatewayClient(
                connection, new AwsSettings(Patience.LIMIT, silence, silence.multipliedBy(2), 4), executor, CLOCK);
    }

    static String operation(Request request) {
        var target = request.header("x-amz-target");
        return target.isEmpty() ? form(request).get("Action") : target.substring(target.indexOf('.') + 1);
    }

    static Map<String, String> form(Request request) {
        var values = new LinkedHashMap<String, String>();
        for (var pair : request.body().split("&")) {
            var parts = pair.split("=", 2);
            values.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return values;
    }

    List<String> operations() {
        return server.requests().stream().map(AwsDouble::operation).toList();
    }

    long times(String operation) {
        return operations().stream().filter(operation::equals).count();
    }

    static Reply kms(String json) {
        return new Reply.Answer(
                200, Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "kms-request"), json);
    }

    static Reply kmsError(int status, String code, String message) {
        return new Reply.Answer(
                status,
                Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", "kms-request"),
                "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
    }

    static Reply query(String action, String result) {
        return new Reply.Answer(
                200,
                Map.of("Content-Type", "text/xml"),
                "<" + action + "Response><" + action + "Result>" + result + "</" + action
                        + "Result><ResponseMetadata><RequestId>query-request</RequestId></ResponseMetadata></" + action
                        + "Response>");
    }

    static Reply queryError(int status, String code, String message) {
        return new Reply.Answer(
                status,
                Map.of("Content-Type", "text/xml"),
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>query-request</RequestId></ErrorResponse>");
    }

    static String encoded(String document) {
        return URLEncoder.encode(document, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static Problem problemOf(ThrowingCallable call) {
        return catchThrowableOfType(ServiceException.class, call).problem();
    }

    @Override
    public void close() {
        gateway.close();
        executor.shutdownNow();
        server.close();
    }
}
