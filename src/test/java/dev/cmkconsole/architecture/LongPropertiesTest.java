package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs the longest property tests beside the others. The engine of properties comes after every other test and has one
 * thread. The classes have the tag {@value #TAG}, by which the build leaves them to this test.
 */
@Alongside
class LongPropertiesTest {
    static final String TAG = "long";

    static final List<String> CLASSES = List.of(
            "dev.cmkconsole.journal.JournalPropertyTest",
            "dev.cmkconsole.policy.evaluate.EvaluatorAgreementTest",
            "dev.cmkconsole.procedure.PlanPropertiesTest",
            "dev.cmkconsole.service.OldKeyHistoriesTest");

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    Stream<DynamicTest> holds() {
        return CLASSES.stream().map(name -> DynamicTest.dynamicTest(name, () -> run(selectClass(name))));
    }

    @Test
    void noneIsLeftOut() throws IOException {
        try (var sources = Files.walk(Path.of("src/test/java"))) {
            var tagged = sources.filter(path -> path.toString().endsWith("Test.java"))
                    .filter(LongPropertiesTest::isTagged)
                    .map(path -> path.toString().replace('/', '.'));

            assertThat(tagged)
                    .map(path -> path.substring("src.test.java.".length(), path.length() - ".java".length()))
                    .containsExactlyInAnyOrderElementsOf(CLASSES);
        }
    }

    private static boolean isTagged(Path source) {
        try {
            return Files.readString(source).contains("@Tag(\"" + TAG + "\")");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(DiscoverySelector what) {
        var request = LauncherDiscoveryRequestBuilder.request()
                .selectors(what)
                .filters(EngineFilter.includeEngines("jqwik"))
                .build();
        var heard = new SummaryGeneratingListener();
        var launcher = LauncherFactory.create();
        var properties = launcher.discover(request).countTestIdentifiers(TestIdentifier::isTest);

        launcher.execute(request, heard);

        var summary = heard.getSummary();
        var said = new StringWriter();
        summary.printFailuresTo(new PrintWriter(said), Integer.MAX_VALUE);
        assertThat(summary.getTotalFailureCount()).as(said.toString()).isZero();
        assertThat(summary.getTestsSucceededCount())
                .as("every property ran")
                .isEqualTo(properties)
                .isPositive();
    }
}
