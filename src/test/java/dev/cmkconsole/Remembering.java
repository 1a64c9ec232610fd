package dev.cmkconsole;

import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Gateways that ask each question once while nothing happens in a sandbox. Tests plan many orders for the same state,
 * and each plan reads all of it.
 */
public final class Remembering {
    private final Map<List<Object>, Answer> answers = new ConcurrentHashMap<>();
    private final Optional<AwsMemory> aws;
    private volatile boolean still;
    /** How often something may have changed. An answer to a question of before is not remembered. */
    private final AtomicLong times = new AtomicLong();

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

        /** The service's, and not the network's. */
        boolean lasting() {
            return problem.map(p -> p.problem() instanceof Problem.Refused refused && refused.status() < 500)
                    .orElse(true);
        }
    }

    public <G> G gateway(Class<G> port, G real) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (method.getName().equals("send")) {
                        return sent(() -> call(method, real, arguments));
                    } else if (still && !method.getName().equals("close")) {
                        var question = List.<Object>of(
                                method, arguments == null ? List.of() : Arrays.asList(arguments.clone()));
                        var met = answers.get(question);
                        if (met == null) {
                            long before = times.get();
                            met = asked(method, real, arguments);
                            if (!met.stopped() && before == times.get()) {
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

    private Object sent(Sending request) throws Throwable {
        try {
            return request.send();
        } finally {
            forget();
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

    /** Something may have changed, or time passed. */
    public void forget() {
        times.incrementAndGet();
        aws.ifPresentOrElse(
                memory -> {
                    var forgotten = memory.look();
                    answers.entrySet().removeIf(e -> !e.getValue().lasting() || forgotten.is(e.getKey()));
                },
                answers::clear);
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
