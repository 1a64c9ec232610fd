package dev.cmkconsole;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Tests that stand on nothing but a sandbox, files or sources of their own: they run beside the others. Where methods
 * share something, they run in turn.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Execution(ExecutionMode.CONCURRENT)
public @interface Alongside {
    /** The order of a class that begins before all others, because it would end long after them. */
    int FIRST = 1;

    /** The handlers of the root logger, which every command of the console replaces. */
    String LOGS = "logs";
}
