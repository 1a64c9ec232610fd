package dev.cmkconsole.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.architecture.bait.Outer;
import dev.cmkconsole.architecture.bait.inner.Inner;
import dev.cmkconsole.architecture.bait.procedure.run.KnowsOneProcedure;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.ui.SandboxWindow;
import dev.cmkconsole.ui.UiTest;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Alert;
import javafx.scene.control.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Each rule is tried on code that breaks it and on code that does not. A rule that never fails proves nothing. */
@Alongside
class RulesBiteTest {

    static Stream<Arguments> offences() {
        return Stream.of(
                Arguments.of(ConductTest.noStandardStreams, Prints.class),
                Arguments.of(ConductTest.noSleep, Sleeps.class),
                Arguments.of(ConductTest.threadsAreMadeInNamedPlaces, StartsThread.class),
                Arguments.of(ConductTest.threadsAreMadeInNamedPlaces, StartsVirtualThread.class),
                Arguments.of(ConductTest.threadsAreMadeInNamedPlaces, MakesExecutor.class),
                Arguments.of(ConductTest.threadsAreMadeInNamedPlaces, BorrowsCommonPool.class),
                Arguments.of(ConductTest.clockIsInjected, AsksMillis.class),
                Arguments.of(ConductTest.clockIsInjected, AsksInstant.class),
                Arguments.of(ConductTest.clockIsInjected, AsksDate.class),
                Arguments.of(ConductTest.clockIsInjected, MakesClock.class),
                Arguments.of(ConductTest.practiceHasNoControlEndpoint, OpensControl.class),
                Arguments.of(ConductTest.oneLoggingDoor, LogsByItself.class),
                Arguments.of(ConductTest.dialogsInOnePlace, ShowsAlert.class),
                Arguments.of(ConductTest.fxThreadInOnePlace, RunsLater.class),
                Arguments.of(ConductTest.noStaticMutableState, CountsStatically.class),
                Arguments.of(ConductTest.noStaticMutableState, CollectsStatically.class),
                Arguments.of(ConductTest.namesSayWhatItIs, ThingHelper.class),
                Arguments.of(ArchitectureTest.changesGoThroughTheRunner, SendsByItself.class),
                Arguments.of(ArchitectureTest.onlyTheRunnerWritesHistory, WritesHistory.class),
                Arguments.of(ArchitectureTest.engineKnowsNoProcedure, KnowsOneProcedure.class),
                Arguments.of(ArchitectureTest.draftsAndPermissionsInOnePlace, WritesDraft.class),
                Arguments.of(ArchitectureTest.draftsAndPermissionsInOnePlace, GivesPermissions.class),
                Arguments.of(ArchitectureTest.httpClient, OpensHttp.class),
                Arguments.of(ArchitectureTest.viewModelsWithoutControls, BadViewModel.class));
    }

    @ParameterizedTest
    @MethodSource("offences")
    void theRuleFinds(ArchRule rule, Class<?> offender) {
        assertThat(violates(rule, offender)).isTrue();
    }

    @Test
    void aCircleBetweenAParentAndItsChildIsFound() {
        var both = new ClassFileImporter().importClasses(Outer.class, Inner.class);
        assertThat(ArchitectureTest.noCycles.evaluate(both).hasViolation()).isTrue();
        assertThat(violates(ArchitectureTest.noCycles, Outer.class)).isFalse();
    }

    @Test
    void innocentCodePasses() {
        for (var rule : List.of(
                ConductTest.noStandardStreams,
                ConductTest.noSleep,
                ConductTest.threadsAreMadeInNamedPlaces,
                ConductTest.clockIsInjected,
                ConductTest.practiceHasNoControlEndpoint,
                ConductTest.oneLoggingDoor,
                ConductTest.dialogsInOnePlace,
                ConductTest.fxThreadInOnePlace,
                ConductTest.noStaticMutableState,
                ConductTest.namesSayWhatItIs,
                ArchitectureTest.viewModelsWithoutControls)) {
            assertThat(violates(rule, GoodViewModel.class))
                    .as(rule.getDescription())
                    .isFalse();
        }
    }

    @Test
    void testsDoNotSleepEither() {
        var tests = Imported.everything();
        noClasses()
                .that()
                .resideOutsideOfPackage("..architecture..")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(Thread.class, "sleep", java.time.Duration.class)
                .because("a test that sleeps is slow on a fast machine and wrong on a slow one")
                .check(tests);
    }

    /** A wait in a test ends with its condition; the one limit ends only a hang. */
    private static final ArchRule NO_LIMIT_OF_ITS_OWN = noClasses()
            .that()
            .doNotBelongToAnyOf(Patience.class, UiTest.class, SandboxWindow.class)
            // Simulated servers: their pauses are the behavior under test, and their closing ends them.
            .and()
            .haveSimpleNameNotEndingWith("Server")
            .should()
            .callMethodWhere(describe(
                    "waits at most a given time",
                    call -> call.getTargetOwner().getPackageName().startsWith("java.")
                                    && call.getTarget().getRawParameterTypes().stream()
                                            .anyMatch(t -> t.isEquivalentTo(TimeUnit.class))
                            || call.getTargetOwner().isAssignableTo(Thread.class)
                                    && call.getName().equals("join")
                                    && !call.getTarget().getRawParameterTypes().isEmpty()
                            || call.getName().startsWith("assertTimeout")))
            .because("a limit of seconds fails on a busy machine: wait with Patience");

    private static JavaClasses tests() {
        var test = ImportOption.Predefined.ONLY_INCLUDE_TESTS;
        return Imported.everything()
                .that(describe(
                        "of the tests, outside these examples",
                        c -> !c.getFullName().startsWith(RulesBiteTest.class.getName())
                                && c.getSource()
                                        .map(s -> test.includes(Location.of(s.getUri())))
                                        .orElse(false)));
    }

    @Test
    void testsHaveOneLimitOfTime() {
        var tests = tests();
        NO_LIMIT_OF_ITS_OWN.check(tests);
        for (var limited : tests) {
            Stream.concat(
                            limited.tryGetAnnotationOfType(Timeout.class).stream(),
                            limited.getMethods().stream()
                                    .flatMap(m -> m.tryGetAnnotationOfType(Timeout.class).stream()))
                    .forEach(t -> assertThat(t.value()).as(limited.getName()).isEqualTo(Patience.SECONDS));
        }
        assertThat(violates(NO_LIMIT_OF_ITS_OWN, WaitsForSeconds.class)).isTrue();
        assertThat(violates(NO_LIMIT_OF_ITS_OWN, JoinsForSeconds.class)).isTrue();
    }

    private static final ArchRule PATIENT_SDK_CLIENTS = classes()
            .that(describe(
                    "make a client of the AWS SDK",
                    c -> c.getMethodCallsFromSelf().stream()
                            .anyMatch(call -> call.getName().equals("builder")
                                    && call.getTargetOwner().isAssignableTo(SdkClient.class))))
            .should(callMethod(Patience.class, "sdk"))
            .because("the SDK's own limit of 30 seconds fails on a busy machine");

    @Test
    void clientsOfTheSdkHaveTheOneLimitOfTime() {
        var tests = tests();
        PATIENT_SDK_CLIENTS.check(tests);
        assertThat(violates(PATIENT_SDK_CLIENTS, Impatient.class)).isTrue();
    }

    static final class Impatient {
        KmsClient act() {
            return KmsClient.builder().build();
        }
    }

    static final class WaitsForSeconds {
        boolean act() throws InterruptedException {
            return new CountDownLatch(1).await(10, TimeUnit.SECONDS);
        }
    }

    static final class JoinsForSeconds {
        boolean act(Thread thread) throws InterruptedException {
            return thread.join(java.time.Duration.ofSeconds(5));
        }
    }

    private static boolean violates(ArchRule rule, Class<?> offender) {
        return rule.evaluate(new ClassFileImporter().importClasses(offender)).hasViolation();
    }

    static final class Prints {
        void act() {
            System.out.println();
        }
    }

    static final class Sleeps {
        void act() throws InterruptedException {
            Thread.sleep(1);
        }
    }

    static final class StartsThread {
        Thread act() {
            return new Thread(() -> {});
        }
    }

    static final class StartsVirtualThread {
        Thread act() {
            return Thread.startVirtualThread(() -> {});
        }
    }

    static final class MakesExecutor {
        Object act() {
            return Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    static final class BorrowsCommonPool {
        Object act() {
            return CompletableFuture.runAsync(() -> {});
        }
    }

    static final class AsksMillis {
        long act() {
            return System.currentTimeMillis();
        }
    }

    static final class AsksInstant {
        Instant act() {
            return Instant.now();
        }
    }

    static final class AsksDate {
        LocalDate act() {
            return LocalDate.now();
        }
    }

    static final class MakesClock {
        Clock act() {
            return Clock.systemUTC();
        }
    }

    static final class OpensControl {
        Object act(Clock clock) {
            return SandboxOptions.defaults(clock);
        }
    }

    static final class LogsByItself {
        Object act() {
            return java.util.logging.Logger.getAnonymousLogger();
        }
    }

    static final class ShowsAlert {
        Object act() {
            return new Alert(Alert.AlertType.ERROR);
        }
    }

    static final class RunsLater {
        void act() {
            Platform.runLater(() -> {});
        }
    }

    static final class CountsStatically {
        static int count;
    }

    static final class CollectsStatically {
        static final ArrayList<String> SEEN = new ArrayList<>();
    }

    static final class ThingHelper {}

    static final class SendsByItself {
        Object act(AtlasGateway atlas, AtlasRequest request) {
            return atlas.send(request);
        }
    }

    static final class WritesHistory {
        Object act(Journal journal, JournalDraft draft) {
            return journal.append(draft);
        }
    }

    static final class OpensHttp {
        Object act() {
            return java.net.http.HttpClient.newHttpClient();
        }
    }

    static final class BadViewModel {
        final Label label = new Label();
    }

    static final class GoodViewModel {
        private static final List<String> WORDS = List.of("key", "role");
        final SimpleStringProperty text = new SimpleStringProperty();

        void read(Clock clock) {
            text.set(WORDS.getFirst() + Instant.now(clock) + clock.instant());
        }
    }

    static final class WritesDraft {
        static Object draft() throws java.io.IOException {
            return java.nio.file.Files.createTempFile("a", "b");
        }
    }

    static final class GivesPermissions {
        static Object permissions() {
            return java.nio.file.attribute.PosixFilePermissions.fromString("rw-------");
        }
    }
}
