package dev.cmkconsole.sandbox;

import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;

/**
 * Options for starting a sandbox.
 *
 * @param port Atlas port for HTTP; 0 for a free port, which also holds for the other two ports
 * @param data directory that keeps the state between runs, or null to keep nothing; a scenario is loaded only into an
 *     empty directory
 * @param base the clock that the sandbox's own clock follows
 * @param speed how much faster than {@code base} the sandbox's time passes
 * @param latency real time added to every answer
 * @param https whether to listen for HTTPS as well
 * @param settling how long STS and KMS still see the previous IAM state after a change, on the sandbox's clock
 * @param around wraps the Atlas side to watch or change its traffic; called again for each loaded scenario
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
