package dev.cmkconsole.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.cmkconsole.Alongside;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
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
@Order(Alongside.FIRST)
class LongPropertiesTest {
    static final String TAG = "long";

    @TestFactory
    @Execution(ExecutionMode.SAME_THREAD)
    Stream<DynamicTest> holds() throws IOException {
        return TaggedClasses.of(TAG).stream().map(name -> DynamicTest.dynamicTest(name, () -> run(selectClass(name))));
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
