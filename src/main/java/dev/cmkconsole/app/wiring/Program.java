package dev.cmkconsole.app.wiring;

import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.port.ServiceDates;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.service.ServiceClock;
import dev.cmkconsole.text.Messages;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The inputs that the program was started with. It reads nothing else from outside.
 *
 * @param environment variables of the process
 * @param properties system properties that contain paths and platform facts
 * @param out for results
 * @param err for progress and notices
 * @param practice speed of practice mode
 */
public record Program(
        Map<String, String> environment,
        Map<String, String> properties,
        PrintStream out,
        PrintStream err,
        Clock clock,
        Messages messages,
        Practice practice) {

    /**
     * The speed of practice mode.
     *
     * @param speed how much faster than real time the sandbox's clock runs
     * @param waits how long procedures wait there; practice mode settles in seconds
     * @param real how long procedures wait for the services of every other connection
     */
    public record Practice(double speed, WaitSettings waits, WaitSettings real) {
        public static final Practice STANDARD =
                new Practice(1, new WaitSettings(Duration.ofSeconds(3), 20, Duration.ofSeconds(1)));

        public Practice(double speed, WaitSettings waits) {
            this(speed, waits, WaitSettings.REAL);
        }
    }

    public Program {
        environment = Map.copyOf(environment);
        properties = Map.copyOf(properties);
    }

    public static Program ofThisProcess() {
        var properties = new java.util.HashMap<String, String>();
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return new Program(
                System.getenv(),
                properties,
                new LegibleStream(System.out),
                new LegibleStream(System.err),
                new ServiceClock(Clock.systemUTC()),
                new Messages(Locale.getDefault(), ZoneId.systemDefault()),
                Practice.STANDARD);
    }

    /** Empty unless Atlas or AWS gave a time with an answer that is more than five minutes from this computer's. */
    public Optional<ClockDifference> clockDifference() {
        return ServiceDates.of(clock).difference();
    }

    /**
     * Returns whether a screen is available for a window. Only Linux and similar systems show this in the environment.
     */
    public boolean display() {
        String os = properties.getOrDefault("os.name", "").toLowerCase(Locale.ROOT);
        return os.contains("win") || os.contains("mac") || present("DISPLAY") || present("WAYLAND_DISPLAY");
    }

    private boolean present(String variable) {
        return !environment.getOrDefault(variable, "").isBlank();
    }
}
