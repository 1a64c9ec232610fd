package dev.cmkconsole;

import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/**
 * Gateways that give up early on the one operation that a sandbox answers late, and take all the time they need for
 * every other. Only the late answer times out then, however slow the machine is.
 */
public final class Hurried {
    /** The timeout of a client that is to meet a late answer. */
    private static final Duration SILENCE = Duration.ofMillis(400);

    /** The timeout of the SDK includes the time to sign and to connect. */
    private static final Duration SILENCE_OF_AWS = Duration.ofMillis(1500);

    /** So late that no client waits for it. Clearing the faults ends it. */
    public static final Duration LATE = Duration.ofHours(1);

    /** When the late request takes effect. */
    public enum Effect {
        /** Before the program learns that no answer came. */
        UNSEEN,
        /** Once the test clears the faults. */
        LATER
    }

    /** A client whose changes time out; its reads too, which are then repeated by a patient one. */
    public static AtlasSettings atlas(int attempts) {
        return new AtlasSettings(
                new AtlasSettings.Timeouts(Patience.LIMIT, SILENCE, SILENCE, Patience.LIMIT),
                new AtlasSettings.ReadRetries(attempts, Duration.ofMillis(5), Duration.ofMillis(50)),
                "test");
    }

    public static AwsSettings aws() {
        return new AwsSettings(Patience.LIMIT, SILENCE_OF_AWS, SILENCE_OF_AWS, 8);
    }

    private final Sandbox sandbox;
    private final Effect effect;

    public Hurried(Sandbox sandbox, Effect effect) {
        this.sandbox = sandbox;
        this.effect = effect;
    }

    public AtlasGateway atlas(AtlasGateway patient, AtlasGateway hurried) {
        return gateway(AtlasGateway.class, patient, hurried);
    }

    public AwsGateway aws(AwsGateway patient, AwsGateway hurried) {
        return gateway(AwsGateway.class, patient, hurried);
    }

    private <G> G gateway(Class<G> port, G patient, G hurried) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (method.getName().equals("close")) {
                        call(method, hurried, arguments);
                        return call(method, patient, arguments);
                    }
                    var late = late();
                    if (late.isEmpty()
                            || isChange(arguments) && !operation(arguments).equals(late.get())) {
                        return call(method, patient, arguments);
                    }
                    try {
                        return call(method, hurried, arguments);
                    } catch (ServiceException e) {
                        if (!(e.problem() instanceof Problem.TimedOut timedOut)) {
                            throw e;
                        }
                        if (isChange(arguments)) {
                            givenUp(late.get());
                        } else if (!timedOut.operation().equals(late.get())) {
                            return call(method, patient, arguments);
                        }
                        throw e;
                    }
                }));
    }

    /** The operation that comes late next. */
    private Optional<String> late() {
        return sandbox.faults().waiting().stream()
                .filter(f -> f.kind() == Fault.FaultKind.SLOW)
                .map(Fault::operation)
                .findFirst();
    }

    private void givenUp(String operation) {
        if (effect == Effect.UNSEEN) {
            Patience.until(operation + " arrives", () -> late().isEmpty());
            sandbox.faults().clear();
            tookEffect(sandbox, operation);
        }
    }

    /** Waits until the late request has taken effect. */
    public static void tookEffect(Sandbox sandbox, String operation) {
        Patience.until(
                operation + " takes effect",
                () -> sandbox.requestLog().of(operation).stream()
                        .anyMatch(e -> Fault.FaultKind.SLOW.name().equals(e.fault())));
    }

    private static boolean isChange(Object[] arguments) {
        return arguments != null
                && arguments.length == 1
                && (arguments[0] instanceof AtlasRequest || arguments[0] instanceof AwsRequest);
    }

    private static String operation(Object[] arguments) {
        return arguments[0] instanceof AtlasRequest atlas ? atlas.operation() : ((AwsRequest) arguments[0]).operation();
    }

    private static Object call(Method method, Object gateway, Object[] arguments) throws Throwable {
        try {
            return method.invoke(gateway, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
