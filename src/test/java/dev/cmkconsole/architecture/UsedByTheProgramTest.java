package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.cmkconsole.Alongside;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Code that only tests call is dead code. */
@Alongside
class UsedByTheProgramTest {
    private static final String ROOT = "dev.cmkconsole";

    /** These set up test environments. A sandbox exists for tests as much as for practice mode. */
    private static final Set<String> FOR_TESTS_TOO = Set.of(
            ROOT + ".sandbox.Sandbox",
            ROOT + ".sandbox.SandboxOptions",
            ROOT + ".sandbox.http.Fault",
            ROOT + ".sandbox.http.RequestLog",
            ROOT + ".sandbox.atlas.AtlasOverview",
            ROOT + ".sandbox.aws.AwsCloud",
            ROOT + ".sandbox.aws.state.AwsSettings");

    private static final Set<String> CALLED_BY_THE_LANGUAGE = Set.of("values", "valueOf", "main", "ordinal");

    @Test
    void everyMethodIsCalledByTheProgram() {
        assertThat(unused(Imported.program()))
                .as("methods that nothing but tests calls")
                .isEmpty();
    }

    @Test
    void aMethodThatNobodyCallsIsFound() {
        var classes = new ClassFileImporter().importClasses(Caller.class, Callee.class, Described.class);
        assertThat(unused(classes)).containsExactly(Callee.class.getName() + ".forgotten");
    }

    private static Set<String> unused(JavaClasses program) {
        var found = new TreeSet<String>();
        for (var type : program) {
            for (var method : type.getMethods()) {
                if (method.getAccessesToSelf().isEmpty() && mustBeCalled(type, method)) {
                    found.add(type.getName() + "." + method.getName());
                }
            }
        }
        return found;
    }

    private static boolean mustBeCalled(JavaClass type, JavaMethod method) {
        return !FOR_TESTS_TOO.contains(type.getName())
                && !method.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !calledByTheLoader(type, method)
                && !method.getName().startsWith("lambda$")
                && !CALLED_BY_THE_LANGUAGE.contains(method.getName())
                && method.getAnnotations().isEmpty()
                && !component(type, method)
                && !overrides(type, method);
    }

    /** FXML sets and reads the properties of the program's own controls by name. */
    private static boolean calledByTheLoader(JavaClass type, JavaMethod method) {
        return type.isAssignableTo("javafx.scene.Node")
                && method.getName().matches("(get|set|is)[A-Z]\\w*|\\w+Property");
    }

    /** The accessor of a record's component is part of the record's shape, used or not. */
    private static boolean component(JavaClass type, JavaMethod method) {
        return type.isRecord()
                && method.getRawParameterTypes().isEmpty()
                && type.tryGetField(method.getName()).isPresent();
    }

    private static boolean overrides(JavaClass type, JavaMethod method) {
        var parameters =
                method.getRawParameterTypes().stream().map(JavaClass::getName).toList();
        return type.getAllRawSuperclasses().stream().anyMatch(t -> declares(t, method, parameters))
                || type.getAllRawInterfaces().stream().anyMatch(t -> declares(t, method, parameters));
    }

    /** A generic parameter may be narrower in the overriding method, so that only the number of parameters is compared. */
    private static boolean declares(JavaClass type, JavaMethod method, List<String> parameters) {
        return type.getMethods().stream()
                .anyMatch(m -> m.getName().equals(method.getName())
                        && m.getRawParameterTypes().size() == parameters.size());
    }

    interface Named {
        String name();
    }

    record Described(String name, int size) implements Named {}

    static final class Callee {
        String used() {
            return toString();
        }

        void forgotten() {}

        @Override
        public String toString() {
            return "callee";
        }
    }

    static final class Caller {
        final java.util.function.Function<Callee, String> reference = Callee::used;
    }
}
