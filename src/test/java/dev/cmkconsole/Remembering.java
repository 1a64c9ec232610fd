package dev.cmkconsole;

import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Gateways that ask each question once while nothing happens in a sandbox. Tests plan many orders for the same state,
 * and each plan reads all of it.
 */
public final class Remembering {
    private final Map<List<Object>, Answer> answers = new ConcurrentHashMap<>();
    private final Optional<AwsMemory> aws;
    private volatile boolean still;

    /** @param still whether nothing ever happens without a word: a request that is sent, or {@link #forget} */
    public Remembering(boolean still) {
        this(still, Optional.empty());
    }

    /** As in still time. What AWS holds of the sandbox is asked again only where it changed. */
    public Remembering(AwsMemory aws) {
        this(true, Optional.of(aws));
    }

    private Remembering(boolean still, Optional<AwsMemory> aws) {
        this.still = still;
        this.aws = aws;
    }

    private record Answer(Optional<Object> value, Optional<ServiceException> problem) {
        /** Whoever asked gave the question up, which says nothing of the answer. */
        boolean stopped() {
            return problem.filter(p -> p.problem().code().equals("INTERRUPTED")).isPresent();
        }
    }

    public <G> G gateway(Class<G> port, G real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (method.getName().equals("send")) {
                        return sent(port, () -> call(method, real, arguments));
                    } else if (still && !method.getName().equals("close")) {
                        var question = List.<Object>of(
                                method, arguments == null ? List.of() : Arrays.asList(arguments.clone()));
                        var met = answers.get(question);
                        if (met == null) {
                            met = asked(method, real, arguments);
                            if (!met.stopped()) {
                                answers.put(question, met);
                            }
                        }
                        if (met.problem().isPresent()) {
                            throw met.problem().get();
                        }
                        return met.value().orElse(null);
                    }
                    return call(method, real, arguments);
                }));
    }

    private interface Sending {
        Object send() throws Throwable;
    }

    private Object sent(Class<?> port, Sending request) throws Throwable {
        answers.keySet().removeIf(question -> port == AwsGateway.class || aws.isEmpty() || !AwsMemory.keeps(question));
        try {
            return request.send();
        } finally {
            if (port == AwsGateway.class) {
                forget();
            } else {
                keepWhatIsTrue();
            }
        }
    }

    /** Time passed, and nobody else changed anything. */
    public void passed() {
        if (aws.filter(AwsMemory::atRest).isPresent()) {
            keepWhatIsTrue();
        } else {
            answers.clear();
            aws.ifPresent(AwsMemory::look);
        }
    }

    private void keepWhatIsTrue() {
        boolean same = aws.filter(AwsMemory::unchanged).isPresent();
        answers.keySet().removeIf(question -> !same || !AwsMemory.keeps(question));
        if (!same) {
            aws.ifPresent(AwsMemory::look);
        }
    }

    /** @param planning sends nothing, and nobody else changes anything meanwhile */
    public <T> T still(Supplier<T> planning) {
        if (still) {
            return planning.get();
        }
        still = true;
        try {
            return planning.get();
        } finally {
            still = false;
            answers.clear();
        }
    }

    /** Something changed. */
    public void forget() {
        answers.clear();
        aws.ifPresent(AwsMemory::changed);
    }

    private static Answer asked(Method method, Object real, Object[] arguments) throws Throwable {
        try {
            return new Answer(Optional.ofNullable(call(method, real, arguments)), Optional.empty());
        } catch (ServiceException e) {
            return new Answer(Optional.empty(), Optional.of(e));
        }
    }

    private static Object call(Method method, Object real, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
