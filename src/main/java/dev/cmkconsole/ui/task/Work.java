package dev.cmkconsole.ui.task;

import java.util.function.Consumer;

/** Background work that reports its progress. */
@FunctionalInterface
public interface Work<E, T> {

    /**
     * @param events any thread may call it any number of times before this method returns; the events arrive in order
     */
    T perform(Consumer<E> events) throws Exception;
}
