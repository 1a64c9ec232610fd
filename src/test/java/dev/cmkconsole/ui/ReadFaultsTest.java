package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.ManualStepsPageViewModel;
import dev.cmkconsole.ui.access.ReviewPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.enable.EnableViewModel;
import dev.cmkconsole.ui.nav.Page;
import dev.cmkconsole.ui.nav.ProjectContext;
import dev.cmkconsole.ui.nav.ProjectTab;
import dev.cmkconsole.ui.project.ProjectViewModel;
import dev.cmkconsole.ui.projects.ProjectRow;
import dev.cmkconsole.ui.projects.ProjectsViewModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every read that a screen depends on fails in every way. The tests check the message, the kept input, and that Try
 * again suffices.
 */
@Alongside
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadFaultsTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20";

    private Sandbox sandbox;
    private SandboxWindow patient;
    private SandboxWindow hurried;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = SandboxWindow.quickSandbox();
        patient = new SandboxWindow(sandbox, journal(folder.resolve("patient")), folder.resolve("patient"));
        hurried = SandboxWindow.hurried(sandbox, journal(folder.resolve("hurried")), folder.resolve("hurried"));
        for (var readCase : CASES) {
            readCase.opened().apply(patient).again().run();
        }
    }

    private static FileJournal journal(Path folder) throws IOException {
        return FileJournal.open(
                Files.createDirectory(folder).resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {});
    }

    @AfterAll
    void stop() {
        patient.close();
        hurried.close();
        sandbox.close();
    }

    /**
     * A screen just after it tried to read.
     *
     * @param shown what it says went wrong
     * @param kept what was typed or chosen before, as it is there now
     * @param again the button beside the message
     * @param there whether what was to be read is shown
     */
    private record Shown(
            Supplier<Optional<Problem>> shown, Supplier<String> kept, Runnable again, BooleanSupplier there) {}

    /** @param opened opens the screen up to the reading that fails */
    private record ReadCase(String name, String operation, Function<SandboxWindow, Shown> opened) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<ReadCase> CASES = List.of(
            new ReadCase("list of projects", "listGroups", ReadFaultsTest::listOfProjects),
            new ReadCase("row of a project", "getGroup", ReadFaultsTest::rowOfAProject),
            new ReadCase("project", "getGroup", ReadFaultsTest::project),
            new ReadCase("encryption of a project", "getEncryptionAtRest", ReadFaultsTest::encryptionOfAProject),
            new ReadCase("enable opens", "getGroup", ReadFaultsTest::enableOpens),
            new ReadCase("role picker", "iam:ListRoles", ReadFaultsTest::rolePicker),
            new ReadCase("name of the new role", "iam:GetRole", ReadFaultsTest::nameOfTheNewRole),
            new ReadCase("key picker", "kms:ListKeys", ReadFaultsTest::keyPicker),
            new ReadCase("key that is typed", "kms:DescribeKey", ReadFaultsTest::keyThatIsTyped),
            new ReadCase("trust page", "getGroup", w -> handsPage(w, 0)),
            new ReadCase("access page", "getGroup", w -> handsPage(w, 1)),
            new ReadCase("review", "getGroup", ReadFaultsTest::review),
            new ReadCase("clusters", "listClusters", ReadFaultsTest::clusters),
            new ReadCase("review of clusters", "getGroup", ReadFaultsTest::reviewOfClusters),
            new ReadCase("review of a new cluster", "getGroup", ReadFaultsTest::reviewOfANewCluster),
            new ReadCase("AWS while enable opens", "sts:GetCallerIdentity", ReadFaultsTest::awsWhileEnableOpens));

    static Stream<Arguments> everywhere() {
        // A slow answer costs real time, so it is tested only where the call is made differently: once for each
        // operation.
        var slow = new HashSet<String>();
        return CASES.stream()
                .flatMap(readCase -> Stream.of(FaultyAnswer.values())
                        .filter(t -> t != FaultyAnswer.SERVER_FAULT_AFTER)
                        // That row waits for its turn: see LimitedReadingTest.
                        .filter(t -> t != FaultyAnswer.RATE_LIMITED
                                || !readCase.name().startsWith("row"))
                        .filter(t -> t != FaultyAnswer.TOO_SLOW || slow.add(readCase.operation()))
                        .map(t -> Arguments.of(readCase, t)));
    }

    /** Screens arm the fault themselves, by this, once they have come to the reading that is to fail. */
    private static final ThreadLocal<Runnable> ARM = ThreadLocal.withInitial(() -> () -> {});

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void aFailedReadIsSaidPlainlyLosesNothingAndIsTriedAgain(ReadCase readCase, FaultyAnswer trouble) {
        var window = trouble == FaultyAnswer.TOO_SLOW ? hurried : patient;
        // Only one row, because the others would be waited for in sequence.
        int times = readCase.name().startsWith("row") ? 2 : 0;
        ARM.set(() -> trouble.inject(sandbox, readCase.operation(), times));
        try {
            var shown = readCase.opened().apply(window);
            var problem = shown.shown().get();
            assertThat(problem).as("a message").isPresent();
            assertThat(shown.there().getAsBoolean())
                    .as("shows as read what was not")
                    .isFalse();
            var words = PlainWords.of(window.window.messages, problem.get());
            assertThat(words.means())
                    .as("a read changes nothing")
                    .containsIgnoringCase("nothing")
                    .doesNotContain("may have taken effect");
            var kept = shown.kept().get();
            sandbox.faults().clear();
            ARM.remove();
            shown.again().run();
            assertThat(shown.shown().get()).as("the message after trying again").isEmpty();
            assertThat(shown.there().getAsBoolean())
                    .as("there after trying again")
                    .isTrue();
            assertThat(shown.kept().get()).isEqualTo(kept);
            assertThat(window.window.tasks.reported())
                    .as("problems without a place")
                    .isEmpty();
        } finally {
            ARM.remove();
            sandbox.faults().clear();
        }
        assertThat(sandbox.requestLog().entries())
                .as("a change")
                .noneMatch(e -> e.method().equals("PATCH") || e.operation().startsWith("create"));
    }

    private static void arm() {
        ARM.get().run();
    }

    private static Shown listOfProjects(SandboxWindow w) {
        var model = new ProjectsViewModel(w.window.frame(), w.service);
        model.filterProperty().set("analytics");
        arm();
        model.start();
        return new Shown(
                () -> Optional.ofNullable(model.offlineProperty().get()),
                model.filterProperty()::get,
                model::refresh,
                () -> model.offlineProperty().get() == null
                        && model.shown().size() == 1
                        && model.rows().size() == 5);
    }

    private static Shown rowOfAProject(SandboxWindow w) {
        var model = new ProjectsViewModel(w.window.frame(), w.service);
        arm();
        model.start();
        Supplier<ProjectRow> row = () -> model.rows().stream()
                .filter(r -> r.project().name().equals("analytics-dev"))
                .findFirst()
                .orElseThrow();
        return new Shown(
                () -> row.get().trouble(),
                () -> "",
                () -> model.retryRow(row.get()),
                () -> row.get().reading() == ProjectRow.Reading.FRESH);
    }

    private record NoTab() implements ProjectTab {
        @Override
        public TabEntry entry() {
            return new TabEntry("overview", "overview.title", 0);
        }

        @Override
        public Page open(ProjectContext context) {
            throw new UnsupportedOperationException();
        }
    }

    private static Shown project(SandboxWindow w) {
        var model = new ProjectViewModel(w.window.frame(), w.service, w.project("analytics-dev"), List.of(new NoTab()));
        arm();
        model.start();
        return new Shown(
                () -> Optional.ofNullable(model.problemProperty().get()),
                () -> model.tabProperty().get().id(),
                model::readAgain,
                () -> !model.staleProperty().get());
    }

    private static Shown encryptionOfAProject(SandboxWindow w) {
        var model = new ProjectViewModel(w.window.frame(), w.service, w.project("payments-prod"), List.of(new NoTab()));
        arm();
        model.start();
        return new Shown(
                () -> model.snapshotProperty().get().encryption().problem(),
                () -> "",
                model::readAgain,
                () -> model.snapshotProperty().get().posture().isPresent());
    }

    private static EnableViewModel enable(SandboxWindow w) {
        return new EnableViewModel(w.service, w.window.frame(), w.project("analytics-dev"), () -> {});
    }

    private static String here(EnableViewModel model) {
        return model.wizardProperty().get().page().id();
    }

    private static <P> P page(EnableViewModel model, Class<P> type) {
        return type.cast(model.wizardProperty().get().page());
    }

    private static Shown enableOpens(SandboxWindow w) {
        var model = enable(w);
        arm();
        model.open();
        return new Shown(
                () -> Optional.ofNullable(model.problemProperty().get()),
                () -> "",
                model::read,
                () -> model.wizardProperty().get() != null);
    }

    private static Shown awsWhileEnableOpens(SandboxWindow w) {
        var model = enable(w);
        arm();
        model.open();
        Supplier<RolePageViewModel> page = () -> page(model, RolePageViewModel.class);
        return new Shown(
                () -> Optional.ofNullable(page.get().problemProperty().get()),
                () -> page.get().nameProperty().get(),
                () -> page.get().listRoles(),
                () -> !page.get().byHandOnly() && !page.get().iamRoles().isEmpty());
    }

    private static Shown rolePicker(SandboxWindow w) {
        var model = enable(w);
        arm();
        model.open();
        var page = page(model, RolePageViewModel.class);
        page.arnProperty().set("arn:aws:iam::111122223333:role/half-typed");
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                page.arnProperty()::get,
                page::listRoles,
                () -> !page.iamRoles().isEmpty());
    }

    private static Shown nameOfTheNewRole(SandboxWindow w) {
        var model = enable(w);
        model.open();
        var page = page(model, RolePageViewModel.class);
        page.nameProperty().set("atlas-typed");
        arm();
        model.wizardProperty().get().next();
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                page.nameProperty()::get,
                model.wizardProperty().get()::next,
                () -> here(model).equals("key"));
    }

    private static EnableViewModel atKey(SandboxWindow w) {
        var model = enable(w);
        model.open();
        page(model, RolePageViewModel.class).nameProperty().set("atlas-typed");
        model.wizardProperty().get().next();
        return model;
    }

    private static Shown keyPicker(SandboxWindow w) {
        var model = enable(w);
        model.open();
        arm();
        model.wizardProperty().get().next();
        var page = page(model, KeyPageViewModel.class);
        page.enteredProperty().set("alias/half-typed");
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                page.enteredProperty()::get,
                page::listKeys,
                () -> !page.keys().isEmpty());
    }

    private static Shown keyThatIsTyped(SandboxWindow w) {
        var model = atKey(w);
        var page = page(model, KeyPageViewModel.class);
        page.pickingProperty().set(false);
        page.enteredProperty().set(KEY);
        arm();
        model.wizardProperty().get().next();
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                page.enteredProperty()::get,
                model.wizardProperty().get()::next,
                () -> here(model).equals("trust"));
    }

    private static EnableViewModel withKey(SandboxWindow w) {
        var model = atKey(w);
        var page = page(model, KeyPageViewModel.class);
        page.pickedProperty()
                .set(page.keys().stream()
                        .filter(k -> k.key().arn().toString().equals(KEY))
                        .findFirst()
                        .orElseThrow());
        return model;
    }

    private static Shown handsPage(SandboxWindow w, int pagesBetween) {
        var model = withKey(w);
        var wizard = model.wizardProperty().get();
        for (int i = 0; i < pagesBetween; i++) {
            wizard.next();
        }
        arm();
        wizard.next();
        var page = page(model, ManualStepsPageViewModel.class);
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                () -> String.valueOf((Object) page.wayProperty().get()),
                page::read,
                () -> !page.byConsoleProperty().get().isEmpty());
    }

    private static Shown review(SandboxWindow w) {
        var model = withKey(w);
        var wizard = model.wizardProperty().get();
        wizard.next();
        wizard.next();
        arm();
        wizard.next();
        var page = page(model, ReviewPageViewModel.class);
        return new Shown(
                () -> Optional.ofNullable(page.problemProperty().get()),
                () -> "",
                page::read,
                () -> page.plan().planProperty().get() != null);
    }

    private static ClustersViewModel clustersOf(SandboxWindow w, String project) {
        var again = new Runnable[1];
        var model = new ClustersViewModel(w.service, w.window.frame(), w.project(project), () -> again[0].run());
        again[0] = () -> model.show(w.observe(project));
        return model;
    }

    private static Shown clusters(SandboxWindow w) {
        var model = clustersOf(w, "ledger-legacy");
        arm();
        Runnable read = () -> model.show(w.observe("ledger-legacy"));
        read.run();
        return new Shown(
                () -> Optional.ofNullable(model.problemProperty().get()),
                () -> "",
                read,
                () -> model.rows().size() == 3);
    }

    private static Shown reviewOfClusters(SandboxWindow w) {
        var model = clustersOf(w, "ledger-legacy");
        model.show(w.observe("ledger-legacy"));
        model.want("sandpit", true);
        arm();
        model.review();
        return new Shown(
                () -> Optional.ofNullable(model.problemProperty().get()),
                model.changesProperty()::get,
                model::review,
                () -> model.stageProperty().get() == ClustersViewModel.Stage.REVIEW);
    }

    private static Shown reviewOfANewCluster(SandboxWindow w) {
        var model = clustersOf(w, "payments-prod");
        model.show(w.observe("payments-prod"));
        model.openNewCluster();
        model.newCluster().nameProperty().set("invoices");
        arm();
        model.reviewNewCluster();
        return new Shown(
                () -> Optional.ofNullable(model.problemProperty().get()),
                model.newCluster().nameProperty()::get,
                model::reviewNewCluster,
                () -> model.stageProperty().get() == ClustersViewModel.Stage.REVIEW);
    }
}
