package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.tour.Tour;
import dev.cmkconsole.architecture.Imported;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Every procedure is complete. A sentence here names what a new one lacks, unless the compiler reports it. */
class ProceduresTest {
    private static final String ROOT = "dev.cmkconsole.procedure";

    private final Messages messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);

    private ProcedureMembers members() throws IOException {
        return new ProcedureMembers(
                messages::has,
                Files.readString(Path.of("docs/guide.md")),
                sourcesBeside(Tour.class),
                ProceduresTest::sourcesBeside,
                Procedures.tabs().stream().map(ProjectTab::id).collect(Collectors.toSet()));
    }

    /** The sources of the class's package. */
    private static String sourcesBeside(Class<?> type) {
        var folder = Path.of("src/main/java", type.getPackageName().split("\\."));
        try (var files = Files.list(folder)) {
            var all = new StringBuilder();
            for (var file :
                    files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noProcedureLacksAnything() throws IOException {
        var members = members();
        assertThat(Procedures.all().stream().flatMap(entry -> members.missing(entry).stream()))
                .isEmpty();
    }

    @Test
    void everyPlannerIsEnteredInTheList() {
        var entered = Procedures.types().stream()
                .map(type -> type.planner(WaitSettings.REAL).getClass().getName())
                .collect(Collectors.toSet());
        assertThat(planners()
                        .filter(planner -> !entered.contains(planner))
                        .map(planner -> "The planner " + planner + " belongs to no procedure in app.Procedures."))
                .isEmpty();
    }

    @Test
    void aPlannerNamesTheTypeThatItIsEnteredWith() {
        assertThat(Procedures.types())
                .allSatisfy(type -> assertThat(type.planner(WaitSettings.REAL).procedure())
                        .as("The planner of %s names another type.", type)
                        .isSameAs(type));
    }

    /** The reader types these commands as they stand. {@code --confirm} and {@code --prepare} belong to {@code run}. */
    @Test
    void everyCommandInTheGuideIsUnderstood() throws IOException {
        var commands = Files.readString(Path.of("docs/guide.md"))
                .lines()
                .filter(line -> line.startsWith("    run "))
                .map(line -> line.strip()
                        .replaceAll(" --prepare| --confirm \"[^\"]*\"", "")
                        .split(" "))
                .toList();
        assertThat(commands).hasSizeGreaterThanOrEqualTo(Procedures.all().size());
        assertThat(commands).allSatisfy(words -> {
            var entry = Procedures.all().stream()
                    .filter(e -> e.type().id().equals(words[1]))
                    .findFirst()
                    .orElseThrow();
            new CommandLine(entry.options().get()).parseArgs(Arrays.copyOfRange(words, 2, words.length));
        });
    }

    @Test
    void idsAreDifferent() {
        assertThat(Procedures.types()).extracting(ProcedureType::id).doesNotHaveDuplicates();
    }

    @Test
    void everythingThatAProcedureLacksIsNamed() {
        var type = ProcedureType.<EnableChoices>of(
                "forgotten",
                EnablePlanner::new,
                Set.of(RecordedOperation.OTHER),
                List.of(FollowUp.afterStep("some-step", "report.next.forgotten", "no-tab")));
        var entry = new Procedures.Entry<>(type, NoOptions::new, NoTab::new);

        var members = new ProcedureMembers(
                messages::has,
                "",
                "",
                beside -> beside == NoTab.class
                        ? "NotApplicable.because(\"forgotten.why\", tab)"
                        : "Step.check(ID).words(\"forgotten.step\"); new NextStep(\"GO\", \"x\")",
                Set.of());

        assertThat(members.missing(entry))
                .containsExactly(
                        "The procedure forgotten has no text procedure.forgotten in messages.properties.",
                        "The procedure forgotten has no text procedure.forgotten.summary in messages.properties.",
                        "The procedure forgotten has no text colleague.ask.forgotten in messages.properties.",
                        "The procedure forgotten has no text forgotten.step.title in messages.properties.",
                        "The procedure forgotten has no text forgotten.step.reason in messages.properties.",
                        "The procedure forgotten has no text forgotten.step.explain in messages.properties.",
                        "The procedure forgotten has no text overview.advice.GO in messages.properties.",
                        "The procedure forgotten has no text overview.advice.GO.text in messages.properties.",
                        "The procedure forgotten has no text overview.verb.GO in messages.properties.",
                        "The procedure forgotten has no text next.GO in messages.properties.",
                        "The procedure forgotten has a request of no known kind in its type; add its kind to"
                                + " RecordedOperation.",
                        "The procedure forgotten has no text report.next.forgotten in messages.properties.",
                        "The procedure forgotten has the follow-up after-some-step in the tab no-tab, which is not"
                                + " there.",
                        "The procedure forgotten has no option --project in its command-line options.",
                        "The procedure forgotten has no text forgotten.tab in messages.properties.",
                        "The procedure forgotten has no text forgotten.why in messages.properties.",
                        "The procedure forgotten has no text forgotten.why.next in messages.properties.",
                        "The procedure forgotten has no part in the tour: nothing in app.tour takes a picture"
                                + " \"forgotten\".",
                        "The procedure forgotten has no chapter in docs/guide.md with a line that begins \"    run"
                                + " forgotten --project\".");
    }

    private static Stream<String> planners() {
        return Imported.program().stream()
                .filter(type -> type.getPackageName().startsWith(ROOT))
                .filter(type -> type.isAssignableTo(Planner.class) && !type.isInterface())
                .map(JavaClass::getName);
    }

    /** Takes a cluster but does not ask for the project. */
    static final class NoOptions implements OrderOptions<EnableChoices> {
        @Option(names = "--cluster")
        private String cluster;

        @Override
        public Ordered<EnableChoices> order(EncryptionService service) {
            throw new UnsupportedOperationException();
        }
    }

    /** A tab without a description. */
    private static final class NoTab implements ProjectTab {
        @Override
        public TabEntry entry() {
            return new TabEntry("forgotten", "forgotten.tab", 99);
        }

        @Override
        public Page open(ProjectContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
