package dev.cmkconsole.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Tests every rule that a class has as a field. ArchUnit's own engine would read the program once more, after all other
 * tests and with one thread.
 */
final class Rules {
    private Rules() {}

    static Stream<DynamicTest> of(Class<?> holder) {
        return Arrays.stream(holder.getDeclaredFields())
                .filter(field -> ArchRule.class.isAssignableFrom(field.getType()))
                .map(field -> DynamicTest.dynamicTest(
                        field.getName(), () -> rule(field).check(Imported.program())));
    }

    private static ArchRule rule(Field field) throws IllegalAccessException {
        return (ArchRule) field.get(null);
    }
}
