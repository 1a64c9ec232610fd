package dev.cmkconsole.service.agree;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/**
 * A gateway that asks every question once. Nothing changes between the surfaces of one state, so they may share the
 * answers; a service that is asked twice answers the same and takes twice the time.
 */
final class OneMoment {
    private record Question(String method, List<Object> arguments) {}

    private OneMoment() {}

    static <T> T of(Class<T> port, T gateway) {
        Map<Question, FutureTask<Object>> answers = new ConcurrentHashMap<>();
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, given) -> {
            var question = new Question(method.getName(), given == null ? List.of() : Arrays.asList(given));
            var answer = answers.computeIfAbsent(question, _ -> new FutureTask<>(() -> ask(gateway, method, given)));
            answer.run();
            try {
                return answer.get();
            } catch (java.util.concurrent.ExecutionException e) {
                throw e.getCause();
            }
        }));
    }

    private static Object ask(Object gateway, Method method, Object[] given) throws Exception {
        try {
            return method.invoke(gateway, given);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception known ? known : new IllegalStateException(e.getCause());
        }
    }
}
