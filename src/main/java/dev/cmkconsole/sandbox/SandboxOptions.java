package dev.cmkconsole.sandbox;

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
 * @param data      directory that keeps the state between runs, or null to forget it; a scenario is only loaded into an empty one
 * @param base      the clock the sandbox's own follows
 * @param speed     how much faster than {@code base} the sandbox's time passes
 * @param latency   real time added to every answer
 * @param https     whether to listen for HTTPS too
 * @param around    wraps the Atlas side, to watch or to change what passes; asked again for each scenario loaded
 */
public record SandboxOptions(int port, int httpsPort, int awsPort, String scenario, Path data, Clock base, double speed, Duration latency, boolean https,
                             UnaryOperator<SimulatedService> around) {

    public static SandboxOptions defaults(Clock base) {
        return new SandboxOptions(0, 0, 0, "default", null, base, 1, Duration.ZERO, false, observers());
    }

    private static UnaryOperator<SimulatedService> observers() {
        var found = ServiceLoader.load(SandboxObserver.class).stream().map(ServiceLoader.Provider::get).toList();
        return atlas -> {
            var watched = atlas;
            for (var observer : found) {
                watched = observer.around(watched);
            }
            return watched;
        };
    }

    public SandboxOptions ports(int atlas, int atlasHttps, int aws) {
        return new SandboxOptions(atlas, atlasHttps, aws, scenario, data, base, speed, latency, https, around);
    }

    public SandboxOptions scenario(String name) {
        return new SandboxOptions(port, httpsPort, awsPort, name, data, base, speed, latency, https, around);
    }

    public SandboxOptions data(Path directory) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, directory, base, speed, latency, https, around);
    }

    public SandboxOptions speed(double factor) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, factor, latency, https, around);
    }

    public SandboxOptions latency(Duration each) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, each, https, around);
    }

    public SandboxOptions https(boolean on) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, latency, on, around);
    }

    public SandboxOptions around(UnaryOperator<SimulatedService> wrapper) {
        return new SandboxOptions(port, httpsPort, awsPort, scenario, data, base, speed, latency, https, wrapper);
    }
}
