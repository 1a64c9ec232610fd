package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Options for starting a sandbox.
 *
 * @param data directory that keeps the state between runs, or null to keep nothing; a scenario is loaded only into an
 *     empty directory
 * @param around wraps the Atlas side to watch or change its traffic; called again for each loaded scenario
 */
public record SandboxOptions(
        Ports ports, String scenario, Path data, Timing timing, Doors doors, UnaryOperator<SimulatedService> around) {

    /**
     * The ports that the sandbox listens on; 0 for a free port.
     *
     * @param atlas Atlas port for HTTP
     */
    public record Ports(int atlas, int atlasHttps, int aws) {}

    /**
     * The sandbox's time.
     *
     * @param base the clock that the sandbox's own clock follows
     * @param speed how much faster than {@code base} the sandbox's time passes
     * @param latency real time added to every answer
     * @param settling how long STS and KMS still see the previous IAM state after a change, on the sandbox's
     *     clock
     */
    public record Timing(Clock base, double speed, Duration latency, Duration settling) {}

    /**
     * How the sandbox can be entered.
     *
     * @param https whether to listen for HTTPS as well
     * @param control whether the control endpoint is served; practice mode has none
     * @param secrets source of the secrets of this start; strong, except in tests
     */
    public record Doors(boolean https, boolean control, RandomGenerator secrets) {}

    boolean https() {
        return doors.https();
    }

    boolean control() {
        return doors.control();
    }

    public static SandboxOptions defaults(Clock base) {
        return new SandboxOptions(
                new Ports(0, 0, 0),
                "default",
                null,
                new Timing(base, 1, Duration.ZERO, AwsSettings.defaults(base).iamPropagation()),
                new Doors(false, true, new SecureRandom()),
                observers());
    }

    /** For practice mode, without the control endpoint: nothing but the API moves the sandbox. */
    public static SandboxOptions practice(Clock base) {
        var all = defaults(base);
        return new SandboxOptions(
                all.ports,
                all.scenario,
                all.data,
                all.timing,
                new Doors(all.https(), false, all.doors.secrets()),
                all.around);
    }

    private static UnaryOperator<SimulatedService> observers() {
        var found = ServiceLoader.load(SandboxObserver.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return atlas -> {
            var watched = atlas;
            for (var observer : found) {
                watched = observer.around(watched);
            }
            return watched;
        };
    }

    public SandboxOptions ports(int atlas, int atlasHttps, int aws) {
        return new SandboxOptions(new Ports(atlas, atlasHttps, aws), scenario, data, timing, doors, around);
    }

    public SandboxOptions scenario(String name) {
        return new SandboxOptions(ports, name, data, timing, doors, around);
    }

    public SandboxOptions data(Path directory) {
        return new SandboxOptions(ports, scenario, directory, timing, doors, around);
    }

    public SandboxOptions speed(double factor) {
        return timing(new Timing(timing.base(), factor, timing.latency(), timing.settling()));
    }

    public SandboxOptions latency(Duration each) {
        return timing(new Timing(timing.base(), timing.speed(), each, timing.settling()));
    }

    public SandboxOptions settling(Duration time) {
        return timing(new Timing(timing.base(), timing.speed(), timing.latency(), time));
    }

    private SandboxOptions timing(Timing changed) {
        return new SandboxOptions(ports, scenario, data, changed, doors, around);
    }

    public SandboxOptions https(boolean on) {
        return new SandboxOptions(ports, scenario, data, timing, new Doors(on, control(), doors.secrets()), around);
    }

    /** Draws the secrets from here, so that a test can start the same sandbox twice. */
    public SandboxOptions secrets(RandomGenerator source) {
        return new SandboxOptions(ports, scenario, data, timing, new Doors(https(), control(), source), around);
    }

    public SandboxOptions around(UnaryOperator<SimulatedService> wrapper) {
        return new SandboxOptions(ports, scenario, data, timing, doors, wrapper);
    }
}
