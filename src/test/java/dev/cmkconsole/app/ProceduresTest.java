package dev.cmkconsole.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Option;

/** Every procedure has every member. What a new one lacks is named here in a sentence, unless the compiler names it. */
class ProceduresTest {
    private static final String ROOT = "dev.cmkconsole.procedure";

    private static ProcedureMembers members() throws IOException {
        var messages = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
        var tour = new StringBuilder();
        try (var files = Files.list(Path.of("src/main/java/dev/cmkconsole/app/tour"))) {
            for (var file : files.toList()) {
                tour.append(Files.readString(file));
            }
        }
        return new ProcedureMembers(
                messages::has,
                Files.readString(Path.of("docs/guide.md")),
                tour.toString(),
                Procedures.tabs().stream().map(ProjectTab::id).collect(Collectors.toSet()));
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
        assertThat(planners())
                .allSatisfy(planner -> assertThat(entered)
                        .as("The planner %s belongs to no procedure in app.Procedures.", planner)
                        .contains(planner));
    }

    @Test
    void aPlannerNamesTheTypeThatItIsEnteredWith() {
        assertThat(Procedures.types())
                .allSatisfy(type -> assertThat(type.planner(WaitSettings.REAL).procedure())
                        .as("The planner of %s names another type.", type)
                        .isSameAs(type));
    }

    @Test
    void idsAreDifferent() {
        assertThat(Procedures.types()).extracting(ProcedureType::id).doesNotHaveDuplicates();
    }

    @Test
    void everythingThatAProcedureLacksIsNamed() throws IOException {
        var type = ProcedureType.<EnableChoices>of(
                "forgotten",
                EnablePlanner::new,
                Set.of(RecordedOperation.OTHER),
                List.of(FollowUp.afterStep("some-step", "report.next.forgotten", "no-tab")));
        var entry = new Procedures.Entry<>(type, NoOptions::new, NoTab::new);

        assertThat(members().missing(entry))
                .containsExactly(
                        "The procedure forgotten has no text procedure.forgotten in messages.properties.",
                        "The procedure forgotten has no text procedure.forgotten.summary in messages.properties.",
                        "The procedure forgotten has no text colleague.ask.forgotten in messages.properties.",
                        "The procedure forgotten has a request of no known kind in its type; add its kind to"
                                + " RecordedOperation.",
                        "The procedure forgotten has no text report.next.forgotten in messages.properties.",
                        "The procedure forgotten has the follow-up after-some-step in the tab no-tab, which is not"
                                + " there.",
                        "The procedure forgotten has no option --project in its command-line options.",
                        "The procedure forgotten has no text forgotten.tab in messages.properties.",
                        "The procedure forgotten has no part in the tour: nothing in app.tour takes a picture"
                                + " \"forgotten\".",
                        "The procedure forgotten has no chapter in docs/guide.md with a line that begins \"    run"
                                + " forgotten --project\".");
    }

    private static Stream<String> planners() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(ROOT).stream()
                        .filter(type -> type.isAssignableTo(Planner.class) && !type.isInterface())
                        .map(JavaClass::getName);
    }

    /** Takes a cluster, and forgets to ask for the project. */
    static final class NoOptions implements OrderOptions<EnableChoices> {
        @Option(names = "--cluster")
        private String cluster;

        @Override
        public Ordered<EnableChoices> order(EncryptionService service) {
            throw new UnsupportedOperationException();
        }
    }

    /** A tab that nobody described. */
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
