package dev.cmkconsole.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.aws.MfaDevice;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Known secrets in the AWS configuration files and a sandbox, a listener at the logs, and what to search for. */
public final class Canaries implements AutoCloseable {
    /** How the words of {@link #echoing} begin. */
    static final String ECHO = "you sent";

    public static final String MISTYPED = "mdb_canary_mistyped";
    public static final String IN_ADDRESS = "canary-in-address";
    public static final String IN_VARIABLE = "canary-in-variable";
    /** A profile that requires MFA and may do everything. */
    public static final String MFA_PROFILE = "admin";
    /** A profile whose session AWS does not know. */
    public static final String SESSION_PROFILE = "session";

    private static final String FILE_TOKEN = "canaryTokenOfAFile";
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SERIAL = "arn:aws:iam::111122223333:mfa/operator";

    private final Sandbox sandbox;
    private final Set<String> codes = new LinkedHashSet<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final List<Logger> loggers = Stream.of("dev.cmkconsole", "software.amazon.awssdk", "org.apache.hc")
            .map(Logger::getLogger)
            .toList();
    private final Handler recorder = new Handler() {
        @Override
        public void publish(LogRecord line) {
            log.add(new SimpleFormatter().format(line));
        }

        @Override
        public void flush() {
            // No text is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private Pattern found;
    private int foundAt;

    public Canaries(Sandbox sandbox, Path home) {
        this.sandbox = sandbox;
        recorder.setLevel(Level.ALL);
        loggers.forEach(l -> l.addHandler(recorder));
        loggers.getFirst().setLevel(Level.ALL);
        System.setProperty("aws.configFile", home.resolve("config").toString());
        System.setProperty(
                "aws.sharedCredentialsFile", home.resolve("credentials").toString());
        var operator = sandbox.awsOperator();
        try {
            Files.writeString(
                    home.resolve("config"),
                    "[profile admin]\n"
                            + "role_arn = arn:aws:iam::111122223333:role/key-admin\n"
                            + "source_profile = operator\n"
                            + "mfa_serial = "
                            + SERIAL + "\nregion = us-east-1\n[profile session]\nregion = us-east-1\n");
            Files.writeString(
                    home.resolve("credentials"),
                    "[operator]\naws_access_key_id = " + operator.accessKeyId() + "\naws_secret_access_key = "
                            + operator.secretAccessKey()
                            + "\n[session]\naws_access_key_id = ASIASANDBOXOPERATOR2\naws_secret_access_key = "
                            + operator.secretAccessKey() + "\naws_session_token = " + FILE_TOKEN + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        secondFactor();
    }

    /**
     * Atlas behind a faulty proxy. Where an error with one of the secrets is injected, the answer repeats the request
     * and the secret.
     */
    static SimulatedService echoing(SimulatedService atlas) {
        return new SimulatedService() {
            @Override
            public String operation(HttpCall call) {
                return atlas.operation(call);
            }

            @Override
            public HttpReply handle(HttpCall call) {
                return atlas.handle(call);
            }

            @Override
            public boolean asksForChallenge(HttpCall call) {
                return atlas.asksForChallenge(call);
            }

            @Override
            public HttpReply error(HttpCall call, int status, String errorCode) {
                if (errorCode == null || !errorCode.startsWith("mdb_")) {
                    return atlas.error(call, status, errorCode);
                }
                var said = "\"" + ECHO + " " + errorCode + " "
                        + call.header("Authorization").orElse("").replace("\"", "'") + "\"";
                return HttpReply.of(
                        status,
                        "application/json",
                        "{\"error\":" + status + ",\"errorCode\":\"" + errorCode + "\",\"detail\":" + said
                                + ",\"parameters\":[" + said + "]}");
            }
        };
    }

    /** The operator gets an MFA device, and a role that requires its code. */
    private void secondFactor() {
        var aws = sandbox.aws().save();
        for (JsonNode account : aws.path("accounts")) {
            for (JsonNode user : account.path("users")) {
                if (user.path("name").asText().equals("operator")) {
                    ((ObjectNode) user).putObject("mfa").put("serial", SERIAL).put("seed", SEED);
                    var role = ((ArrayNode) account.path("roles")).addObject().put("name", "key-admin");
                    role.putObject("trustPolicy")
                            .put("Version", "2012-10-17")
                            .putArray("Statement")
                            .addObject()
                            .put("Effect", "Allow")
                            .put("Action", "sts:AssumeRole")
                            .putObject("Principal")
                            .put("AWS", "arn:aws:iam::111122223333:user/operator");
                    role.putObject("inlinePolicies")
                            .putObject("everything")
                            .put("Version", "2012-10-17")
                            .putArray("Statement")
                            .addObject()
                            .put("Effect", "Allow")
                            .put("Action", "*")
                            .put("Resource", "*");
                }
            }
        }
        sandbox.aws().load(aws);
    }

    /** @param late how far the device's clock is ahead; AWS accepts half a minute */
    public String code(Duration late) {
        var code = new MfaDevice(SEED).code(sandbox.clock().instant().plus(late));
        codes.add(code);
        return code;
    }

    /** Sessions that the sandbox's STS issued, with {@code accessKeyId}, {@code secret} and {@code token}. */
    public List<JsonNode> sessions() {
        return sandbox.aws().save().path("sessions").valueStream().toList();
    }

    public List<String> log() {
        return List.copyOf(log);
    }

    /** Finds any secret that exists so far. */
    public Pattern secrets() {
        var now = codes.size() + sandbox.requestLog().of("sts:AssumeRole").size();
        if (found == null || now != foundAt) {
            foundAt = now;
            found = pattern();
        }
        return found;
    }

    private Pattern pattern() {
        var key = sandbox.apiKey();
        var account = sandbox.serviceAccount();
        var whole = Stream.of(
                Stream.of(
                        MISTYPED,
                        IN_ADDRESS,
                        IN_VARIABLE,
                        FILE_TOKEN,
                        SEED,
                        key.secret(),
                        basic(key.user(), key.secret()),
                        account.secret(),
                        basic(account.user(), account.secret())),
                sandbox.aws().credentials().stream().map(c -> c.secretAccessKey()),
                sessions().stream()
                        .flatMap(s -> Stream.of(
                                s.path("secret").asText(), s.path("token").asText())));
        // Six digits occur by chance in every hash and time.
        var digits = codes.stream().map(c -> "(?<![\\w.:-])" + c + "(?![\\w:-])");
        return Pattern.compile(
                Stream.concat(whole.flatMap(s -> s).filter(s -> !s.isBlank()).map(Pattern::quote), digits)
                        .reduce((a, b) -> a + "|" + b)
                        .orElseThrow());
    }

    private static String basic(String user, String password) {
        return Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        loggers.forEach(l -> l.removeHandler(recorder));
        loggers.getFirst().setLevel(null);
        System.clearProperty("aws.configFile");
        System.clearProperty("aws.sharedCredentialsFile");
    }
}
