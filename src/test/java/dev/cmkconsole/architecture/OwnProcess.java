package dev.cmkconsole.architecture;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs test classes one after the other, and writes for each what became of it into a file of its name. */
final class OwnProcess {
    /** The first line of the file of a class whose tests all succeeded. */
    static final String GREEN = "green";

    private OwnProcess() {}

    /** @param args the folder for the files, and the names of the classes */
    public static void main(String[] args) throws IOException {
        var folder = Path.of(args[0]);
        for (var name : List.of(args).subList(1, args.length)) {
            Files.writeString(folder.resolve(name), run(name));
        }
        // The toolkit's threads would keep the process alive.
        System.exit(0);
    }

    private static String run(String name) {
        var heard = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(name))
                                .build(),
                        heard);
        var summary = heard.getSummary();
        var said = new StringWriter();
        summary.printFailuresTo(new PrintWriter(said), Integer.MAX_VALUE);
        boolean green = summary.getTotalFailureCount() == 0
                && summary.getTestsSucceededCount() > 0
                && summary.getTestsSucceededCount() + summary.getTestsAbortedCount() + summary.getTestsSkippedCount()
                        == summary.getTestsFoundCount();
        return "%s%n%d of %d tests succeeded%n%s"
                .formatted(green ? GREEN : "red", summary.getTestsSucceededCount(), summary.getTestsFoundCount(), said);
    }
}
