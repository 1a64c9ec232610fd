package dev.cmkconsole.ui.task;

import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.port.HistoryFile;
import dev.cmkconsole.model.port.HistoryIndex;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SnapshotCache;
import dev.cmkconsole.service.EncryptionService;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * The thread that would run this code in the program. Tests of view models run everything on one thread. Every platform
 * thread therefore counts as the JavaFX thread, except while {@link ImmediateTasks} performs work. In a window with
 * real tasks, work runs on virtual threads.
 */
public final class ScreenThread {
    private static final ThreadLocal<Boolean> HERE =
            ThreadLocal.withInitial(() -> !Thread.currentThread().isVirtual());

    private ScreenThread() {}

    /** Runs code that the program runs on the JavaFX thread: the callbacks of a task. */
    static void on(Runnable callback) {
        during(true, () -> {
            callback.run();
            return null;
        });
    }

    /** Runs code that the program runs on a background thread, or that a test runs outside any screen. */
    public static <T, X extends Exception> T away(Work<T, X> work) throws X {
        return during(false, work);
    }

    private static <T, X extends Exception> T during(boolean here, Work<T, X> work) throws X {
        boolean before = HERE.get();
        HERE.set(here);
        try {
            return work.perform();
        } finally {
            HERE.set(before);
        }
    }

    /** An action that throws at most X. */
    @FunctionalInterface
    public interface Work<T, X extends Exception> {
        T perform() throws X;
    }

    /** The same ports, whose every method throws on the JavaFX thread: behind each is a disk or a network. */
    public static EncryptionService.Ports keptFree(EncryptionService.Ports ports) {
        return new EncryptionService.Ports(
                keptFree(AtlasGateway.class, ports.atlas()),
                keptFree(AwsGateway.class, ports.aws()),
                keptFree(Journal.class, ports.journal()),
                keptFree(SnapshotCache.class, ports.cache()),
                keptFree(HistoryIndex.class, ports.index()),
                keptFree(HistoryFile.class, ports.history()),
                ports.phrasebook());
    }

    private static <T> T keptFree(Class<T> port, T behind) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (HERE.get() && !method.getName().equals("close")) {
                        throw new AssertionError(port.getSimpleName() + "." + method.getName()
                                + " was called on the JavaFX thread; it belongs in Tasks.run");
                    }
                    try {
                        return method.invoke(behind, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
