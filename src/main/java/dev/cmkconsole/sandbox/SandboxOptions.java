package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * How to start a sandbox.
 *
 * @param port      of Atlas over HTTP; 0 for a free one, as for the other two
 * @param data      directory that keeps the state between runs, or null to forget it; a scenario is only loaded
 *     into an empty one
 * @param base      the clock the sandbox's own follows
 * @param speed     how much faster than {@code base} the sandbox's time passes
 * @param latency   real time added to every answer
 * @param https     whether to listen for HTTPS too
 * @param settling  how long STS and KMS keep seeing the IAM state from before a change, on the sandbox's clock
 * @param around    wraps the Atlas side, to watch or to change what passes; asked again for each scenario loaded
 */
public record SandboxOptions(
        int port,
        int httpsPort,
        int awsPort,
        String scenario,
        Path data,
        Clock base,
        double speed,
        Duration latency,
        boolean https,
        Duration settling,
        UnaryOperator<SimulatedService> around) {

    public static SandboxOptions defaults(Clock base) {
        return new SandboxOptions(
                0,
                0,
                0,
                "default",
                null,
                base,
                1,
                Duration.ZERO,
                false,
                AwsSettings.defaults(base).iamPropagation(),
                observers());
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
        return new SandboxOptions(
                atlas, atlasHttps, aws, scenario, data, base, speed, latency, https, settling, around);
    }

    public SandboxOptions scenario(String name) {
        return new SandboxOptions(port, httpsPort, awsPort, name, data, base, speed, latency, https, settling, around);
    }

    public SandboxOptions data(Path directory) {
        return new SandboxOptions(
                port, httpsPort, awsPort, scenario, directory, base, speed, latency, https, settling, around);
    }

    public SandboxOptions speed(double factor) {
        return new SandboxOptions(
                port, httpsPort, awsPort, scenario, data, base, factor, latency, https, settling, around);
    }

    public SandboxOptions latency(Duration each) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, each, https, settling, around);
    }

    public SandboxOptions https(boolean on) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, latency, on, settling, around);
    }

    public SandboxOptions settling(Duration time) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, latency, https, time, around);
    }

    public SandboxOptions around(UnaryOperator<SimulatedService> wrapper) {
        return new SandboxOptions(
                port, httpsPort, awsPort, scenario, data, base, speed, latency, https, settling, wrapper);
    }
}
