package dev.cmkconsole.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.is;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.sandbox.SandboxOptions;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What code may do, wherever it lives: time, threads, output, dialogs, state and names. */
@Alongside
class ConductTest {

    @TestFactory
    Stream<DynamicTest> holds() {
        return Rules.of(ConductTest.class);
    }

    private static final String ROOT = "dev.cmkconsole";

    /** Named because it owns its threads: leaving its block gives them up. */
    private static final String QUESTIONS = ROOT + ".service.Questions";

    static final ArchRule noStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".app..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err")
            .orShould()
            .callMethod(Throwable.class, "printStackTrace")
            .because("standard output is the result of a sub-command, and a desktop program's output is lost");

    static final ArchRule noSleep = noClasses()
            .should()
            .callMethodWhere(target(owner(assignableTo(Thread.class))).and(target(name("sleep"))))
            .because("a sleep can neither be stopped by the user nor be hurried by a test clock: wait on a condition");

    static final ArchRule threadsAreMadeInNamedPlaces = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".app..", ROOT + ".ui.task..", ROOT + ".sandbox..")
            .and()
            .doNotHaveFullyQualifiedName(QUESTIONS)
            .should()
            .callConstructorWhere(target(owner(assignableTo(Thread.class))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Executors.class))).and(target(nameMatching("new.*"))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(ForkJoinPool.class))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(Thread.class)))
                    .and(target(nameMatching("ofVirtual|ofPlatform|startVirtualThread|start"))))
            .orShould()
            .callMethodWhere(asyncWithoutExecutor())
            .because("every wait has an owner that can stop it; executors are made by the wiring, the task runner and"
                    + " the sandbox, and handed on");

    static final ArchRule clockIsInjected = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".app..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethodWhere(target(owner(resideInAnyPackage("java.time..")))
                    .and(target(nameMatching("now")))
                    .and(takesNoClock()))
            .orShould()
            .callMethodWhere(target(owner(is(assignableTo(Clock.class))))
                    .and(target(nameMatching("system.*|tick(Millis|Seconds|Minutes)"))))
            .orShould()
            .callConstructor(java.util.Date.class)
            .because("tests and the sandbox move time by themselves: the one clock comes from the wiring");

    static final ArchRule practiceHasNoControlEndpoint = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".sandbox..", ROOT + ".app.command")
            .should()
            .callMethod(SandboxOptions.class, "defaults", Clock.class)
            .because("whoever reaches the control endpoint moves the sandbox: only the command that names it may open"
                    + " one");

    static final ArchRule oneLoggingDoor = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "java.util.logging..", "org.apache.commons.logging..", "org.apache.logging..", "ch.qos.logback..")
            .because("SLF4J is the one door, so that redaction and format are decided once; the wiring sets up what is"
                    + " behind it");

    static final ArchRule dialogsInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".ui.dialog..")
            .should()
            .dependOnClassesThat(assignableTo("javafx.scene.control.Dialog")
                    .or(assignableTo("javafx.stage.FileChooser"))
                    .or(assignableTo("javafx.stage.DirectoryChooser")))
            .because("owner window, default button, wording and theme of a dialog are decided once, and tests replace"
                    + " them with one object");

    static final ArchRule fxThreadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".ui.task..")
            .should()
            .callMethodWhere(
                    target(owner(assignableTo("javafx.application.Platform"))).and(target(name("runLater"))))
            .because("results reach the JavaFX thread by one way, which a test can make synchronous");

    static final ArchRule noStaticMutableState = fields().that()
            .areStatic()
            .should(new ArchCondition<JavaField>("be final and of an unchanging type") {
                @Override
                public void check(JavaField field, ConditionEvents events) {
                    if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                        return;
                    }
                    var isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                    if (!isFinal || holdsMutableState(field)) {
                        events.add(SimpleConditionEvent.violated(
                                field,
                                field.getFullName() + " of type "
                                        + field.getRawType().getName() + (isFinal ? " can change" : " is not final")));
                    }
                }
            })
            .allowEmptyShould(true)
            .because("what two windows, two tests or two projects share without being told is a fault waiting");

    static final ArchRule namesSayWhatItIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .because("such a name fits anything, so anything ends up in it");

    static final ArchRule noJavaSerialization = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName(java.io.ObjectInputStream.class.getName())
            .because("reading objects from bytes runs code that the bytes choose");

    private static boolean holdsMutableState(JavaField field) {
        var type = field.getRawType();
        if (type.isArray()) {
            return !field.getModifiers().contains(JavaModifier.PRIVATE);
        }
        var concreteCollection =
                !type.isInterface() && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
        return concreteCollection && !type.isEnum()
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isAssignableTo(java.util.concurrent.ConcurrentMap.class)
                || type.isAssignableTo(ThreadLocal.class)
                || type.isAssignableTo(StringBuilder.class)
                || type.isAssignableTo("javafx.beans.property.ReadOnlyProperty")
                || type.isAssignableTo("javafx.collections.ObservableList")
                || type.isAssignableTo("javafx.collections.ObservableMap");
    }

    private static DescribedPredicate<JavaCall<?>> takesNoClock() {
        return describe(
                "without a clock",
                call -> call.getTarget().getRawParameterTypes().stream()
                        .noneMatch(type -> type.isEquivalentTo(Clock.class)));
    }

    private static DescribedPredicate<JavaCall<?>> asyncWithoutExecutor() {
        return describe("asynchronous without an executor", call -> {
            List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
            return call.getTargetOwner().isAssignableTo(CompletableFuture.class)
                    && call.getName().endsWith("Async")
                    && parameters.stream().noneMatch(type -> type.isAssignableTo(java.util.concurrent.Executor.class));
        });
    }
}
