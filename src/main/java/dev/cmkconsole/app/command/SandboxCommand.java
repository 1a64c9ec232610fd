package dev.cmkconsole.app.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.Scenarios;
import dev.cmkconsole.sandbox.http.RequestLog;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Implements {@code sandbox}: serves the simulated Atlas and AWS until it is stopped. The first line of output is one
 * JSON object, so that scripts can read the addresses; shell lines follow. Exit codes: 0 stopped, 1 it could not start,
 * 2 wrong usage.
 */
@Command(
        name = "sandbox",
        description = "Serve the simulated Atlas and AWS on this computer until stopped.",
        mixinStandardHelpOptions = true)
public final class SandboxCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new JsonMapper();

    private final Supplier<Optional<Path>> data;
    private final Clock clock;
    private final PrintStream out;
    private final PrintStream err;
    private final CountDownLatch stop;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of Atlas over HTTP. 0 selects a free port (default: 0).")
    private int port;

    @Option(
            names = "--https-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of Atlas over HTTPS (default: 0).")
    private int httpsPort;

    @Option(
            names = "--aws-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "Port of KMS, STS and IAM (default: 0).")
    private int awsPort;

    @Option(
            names = "--scenario",
            paramLabel = "NAME",
            defaultValue = "default",
            description = "Initial data. An unknown name lists all scenarios.")
    private String scenario;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "Speed of the sandbox clock, as a multiple of real time.")
    private double speed;

    @Option(
            names = "--latency",
            paramLabel = "MS",
            defaultValue = "0",
            description = "Milliseconds added to every response.")
    private long latency;

    @Option(names = "--log", description = "Print one line of JSON per request.")
    private boolean log;

    /**
     * Serves until the process receives a request to end.
     *
     * @param data folder for the sandbox's state, as {@code --data} sets it; empty to keep no state
     */
    public SandboxCommand(Supplier<Optional<Path>> data, Clock clock, PrintStream out, PrintStream err) {
        this(data, clock, out, err, new CountDownLatch(1));
    }

    /** @param stop ends the command when it reaches zero */
    SandboxCommand(Supplier<Optional<Path>> data, Clock clock, PrintStream out, PrintStream err, CountDownLatch stop) {
        this.data = data;
        this.clock = clock;
        this.out = out;
        this.err = err;
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!Scenarios.exists(scenario)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "There is no scenario named " + scenario + "; there are " + String.join(", ", Scenarios.NAMES)
                            + ".");
        }
        for (var one : new int[] {port, httpsPort, awsPort}) {
            if (one < 0 || one > 65_535) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "A port is between 0 and 65535, not " + one + ".");
            }
        }
        if (!(speed >= 0 && speed <= 10_000) || latency < 0) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "The speed is between 0 and 10000, the latency not negative.");
        }
        var options = SandboxOptions.defaults(clock)
                .ports(port, httpsPort, awsPort)
                .scenario(scenario)
                .speed(speed)
                .latency(Duration.ofMillis(latency))
                .data(data.get().orElse(null))
                .https(true);
        Runtime.getRuntime().addShutdownHook(new Thread(stop::countDown, "sandbox-stop"));
        try (var sandbox = Sandbox.start(options)) {
            if (log) {
                sandbox.requestLog().listen(this::print);
            }
            out.println(sandbox.report().json());
            sandbox.report().exports().forEach(out::println);
            out.flush();
            stop.await();
            return 0;
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private void print(RequestLog.Entry entry) {
        Map<String, Object> line = new TreeMap<>(Map.of(
                "number",
                entry.number(),
                "at",
                entry.at().toString(),
                "service",
                entry.service(),
                "method",
                entry.method(),
                "path",
                entry.path(),
                "operation",
                entry.operation(),
                "status",
                entry.status(),
                "micros",
                entry.answer().micros()));
        if (entry.fault() != null) {
            line.put("fault", entry.fault());
        }
        try {
            out.println(JSON.writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
