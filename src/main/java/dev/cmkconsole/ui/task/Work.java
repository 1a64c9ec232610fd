package dev.cmkconsole.ui.task;

import java.util.function.Consumer;

/** Background work that tells how it goes on. */
@FunctionalInterface
public interface Work<E, T> {

    /**
     * @param events may be called from any thread, any number of times before this returns; each event arrives in
     * order
     */
    T perform(Consumer<E> events) throws Exception;
}
