package dev.cmkconsole.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.ui.access.KeyPageViewModel;
import dev.cmkconsole.ui.access.RolePageViewModel;
import dev.cmkconsole.ui.clusters.ClustersViewModel;
import dev.cmkconsole.ui.enable.EnableViewModel;
import dev.cmkconsole.ui.history.HistoryViewModel;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.StepLine.Mark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
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
 * Every change that a screen sends fails in every way. The tests check the message, the journal, and that Try again
 * succeeds.
 */
@Alongside
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeFaultsTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20";
    private static final String ROLE = "atlas-by-a-tired-stranger";

    private Sandbox sandbox;

    private Path folder;

    /**
     * One request of a procedure.
     *
     * @param there whether its effect is in the sandbox
     */
    private record Change(String operation, String step, Predicate<SandboxWindow> there) {
        @Override
        public String toString() {
            return operation;
        }
    }

    private static final List<Change> ENABLE = List.of(
            new Change("createCloudProviderAccess", "create-access-role", w -> !roles(w).isEmpty()),
            new Change(
                    "iam:CreateRole",
                    "set-up-role",
                    w -> w.sandbox.aws().roles().stream().anyMatch(r -> r.arn().endsWith("/" + ROLE))),
            new Change(
                    "authorizeProviderAccessRole",
                    "authorize-role",
                    w -> roles(w).stream().anyMatch(r -> r.authorized().isPresent())),
            new Change(
                    "iam:PutRolePolicy",
                    "allow-key",
                    w -> w.aws.role(ROLE)
                            .filter(r -> !r.inlinePolicies().isEmpty())
                            .isPresent()),
            new Change(
                    "updateEncryptionAtRest",
                    "save-configuration",
                    w -> w.atlas
                            .encryptionAtRest(w.project("analytics-dev"))
                            .awsKms()
                            .enabled()));

    private static final Change ENCRYPT = new Change(
            "updateCluster",
            "encrypt sandpit",
            w -> w.atlas.clusters(w.project("ledger-legacy")).stream()
                    .anyMatch(c -> c.name().equals("sandpit") && c.encrypted()));
    private static final Change CREATE = new Change(
            "createCluster",
            "create invoices",
            w -> w.atlas.clusters(w.project("payments-prod")).stream()
                    .anyMatch(c -> c.name().equals("invoices")));

    private static List<AccessRole> roles(SandboxWindow w) {
        return w.atlas.accessRoles(w.project("analytics-dev"));
    }

    static Stream<Arguments> everywhere() {
        return Stream.concat(ENABLE.stream(), Stream.of(ENCRYPT, CREATE))
                .flatMap(change -> Stream.of(FaultyAnswer.values()).map(t -> Arguments.of(change, t)));
    }

    @BeforeAll
    void start(@TempDir Path given) throws Exception {
        folder = given;
        sandbox = SandboxWindow.quickSandbox();
        // Atlas' first answer is then about the fault, not about a role that AWS does not yet show.
        sandbox.requestLog().listen(e -> {
            if (e.operation().equals("iam:CreateRole") || e.operation().equals("iam:PutRolePolicy")) {
                sandbox.advance(Duration.ofMinutes(1));
            }
        });
        // A first call takes longer than the hurried client waits.
        try (var w = open("first", FaultyAnswer.TOO_SLOW)) {
            press(w, enable(w));
        }
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private SandboxWindow open(String name, FaultyAnswer trouble) throws Exception {
        var own = Files.createDirectory(folder.resolve(name));
        var journal = FileJournal.open(own.resolve("journal.jsonl"), Clock.systemUTC(), t -> t, _ -> {});
        return trouble == FaultyAnswer.TOO_SLOW
                ? SandboxWindow.hurried(sandbox, journal, own)
                : new SandboxWindow(sandbox, journal, own);
    }

    /** A screen ready for its main button. */
    private record Ready(
            Runnable button,
            java.util.function.Supplier<RunViewModel> run,
            java.util.function.Supplier<String> typed) {}

    private static Ready enable(SandboxWindow w) {
        var model = new EnableViewModel(w.service, w.window.frame(), w.project("analytics-dev"), () -> {});
        model.open();
        var wizard = model.wizardProperty().get();
        var role = (RolePageViewModel) wizard.page();
        role.nameProperty().set(ROLE);
        wizard.next();
        var key = (KeyPageViewModel) wizard.page();
        key.pickedProperty()
                .set(key.keys().stream()
                        .filter(k -> k.key().arn().toString().equals(KEY))
                        .findFirst()
                        .orElseThrow());
        wizard.next();
        wizard.next();
        wizard.next();
        assertThat(wizard.page().id()).isEqualTo("review");
        return new Ready(
                wizard::next,
                () -> model.runProperty().get(),
                () -> role.nameProperty().get() + " "
                        + key.pickedProperty().get().key().arn());
    }

    private static ClustersViewModel clusters(SandboxWindow w, String project) {
        var self = new ClustersViewModel[1];
        self[0] = new ClustersViewModel(
                w.service, w.window.frame(), w.project(project), () -> self[0].show(w.observe(project)));
        self[0].show(w.observe(project));
        return self[0];
    }

    private static Ready encrypt(SandboxWindow w) {
        var model = clusters(w, "ledger-legacy");
        model.want("sandpit", true);
        model.review();
        return new Ready(
                model::apply,
                () -> model.runProperty().get(),
                () -> String.valueOf(model.rows().stream()
                        .filter(r -> r.name().equals("sandpit"))
                        .anyMatch(r -> r.wanted())));
    }

    private static Ready create(SandboxWindow w) {
        var model = clusters(w, "payments-prod");
        model.openNewCluster();
        model.newCluster().nameProperty().set("invoices");
        model.reviewNewCluster();
        return new Ready(
                model::apply,
                () -> model.runProperty().get(),
                () -> model.newCluster().nameProperty().get());
    }

    /** Pauses are cut short, as if the user pressed Try now. */
    private static void press(SandboxWindow w, Ready ready) {
        press(w, ready, ready.button());
    }

    private static void press(SandboxWindow w, Ready ready, Runnable button) {
        w.impatiently(
                Duration.ofMillis(40),
                () -> () -> Optional.ofNullable(ready.run().get()).ifPresent(RunViewModel::tryNow),
                button);
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everywhere")
    void theRunSaysWhatHappenedTheJournalIsTrueAndTryingAgainEndsWell(Change change, FaultyAnswer trouble)
            throws Exception {
        sandbox.reset();
        var name = change.operation().replace(':', '-') + "-" + trouble;
        try (var w = open(name, trouble)) {
            var ready = change == ENCRYPT ? encrypt(w) : change == CREATE ? create(w) : enable(w);
            var typed = ready.typed().get();
            trouble.inject(sandbox, change.operation(), 1);
            press(w, ready);
            var run = ready.run().get();
            assertThat(run.phase()).isEqualTo(RunViewModel.Phase.ENDED);
            assertThat(ready.typed().get()).as("what was typed").isEqualTo(typed);
            assertThat(w.window.activities.running()).isEmpty();

            var outcomes = outcomes(w, change);
            if (trouble == FaultyAnswer.RATE_LIMITED) {
                assertThat(outcomes).containsExactly(Outcome.REFUSED, Outcome.DONE);
            } else if (trouble.takesEffect()) {
                assertThat(outcomes).as("the effect is there").containsExactly(Outcome.DONE_UNANSWERED);
            } else {
                assertThat(outcomes.getFirst()).as("the effect is not there").isIn(Outcome.NOT_DONE, Outcome.UNKNOWN);
            }
            if (run.result().kind() == RunResult.RunOutcomeKind.DONE) {
                assertThat(change.there()).as("done").accepts(w);
            } else {
                assertThat(change.there().test(w))
                        .as("the journal tells the truth")
                        .isFalse();
                var words =
                        PlainWords.of(w.window.messages, run.problemProperty().get());
                assertThat(words.next()).as("a next step").containsAnyOf("again", "Wait");
                assertThat(run.lines())
                        .filteredOn(l -> l.mark() == Mark.FAILED)
                        .singleElement()
                        .satisfies(l -> assertThat(l.note()).isEqualTo(words.what()));
                assertThat(run.report()).contains(words.what());
                press(w, ready, run::again);
                assertThat(run.result().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            }
            assertThat(effective(change)).as("requests that took effect").isEqualTo(1);
            assertThat(JournalVerifier.verify(folder.resolve(name).resolve("journal.jsonl"))
                            .faults())
                    .isEmpty();
            historySays(w, change, known(w, change));
        } finally {
            sandbox.faults().clear();
        }
    }

    private static List<Outcome> outcomes(SandboxWindow w, Change change) {
        return w.journal.entries().stream()
                .map(e -> e.what())
                .filter(d -> d.kind() == EntryKind.OUTCOME
                        && d.step().filter(s -> same(s, change.step())).isPresent())
                .map(d -> d.outcome().orElseThrow())
                .toList();
    }

    /** The outcomes as the history knows them in the end: a later run records what it saw of an unknown one. */
    private static List<Outcome> known(SandboxWindow w, Change change) {
        var all = new ArrayList<Outcome>();
        w.journal.entries().stream()
                .map(e -> e.what())
                .filter(d -> d.step().filter(s -> same(s, change.step())).isPresent())
                .forEach(d -> {
                    switch (d.kind()) {
                        case OUTCOME -> all.add(d.outcome().orElseThrow());
                        case RECONCILED ->
                            all.set(all.indexOf(Outcome.UNKNOWN), d.outcome().orElseThrow());
                        case RUN_STARTED, INTENT, RUN_ENDED -> {}
                    }
                });
        return all;
    }

    private static boolean same(String step, String words) {
        return step.replace(':', ' ').equals(words);
    }

    /** Requests of the change that had an effect, as the sandbox saw them. */
    private long effective(Change change) {
        return sandbox.requestLog().of(change.operation()).stream()
                .filter(e -> e.status() / 100 == 2
                        || e.fault() != null
                                && Set.of("DROP_AFTER", "STATUS_AFTER", "GARBAGE")
                                        .contains(e.fault()))
                .count();
    }

    /** The History screen shows each attempt with its outcome. */
    private static void historySays(SandboxWindow w, Change change, List<Outcome> outcomes) {
        var history = new HistoryViewModel(w.window.frame(), w.service);
        history.show(Place.History.ALL);
        assertThat(history.problemProperty().get()).isNull();
        assertThat(history.lines())
                .filteredOn(
                        l -> l.what().step().filter(s -> same(s, change.step())).isPresent())
                .extracting(l -> l.last().flatMap(e -> e.what().outcome()).orElse(null))
                .containsExactlyInAnyOrderElementsOf(outcomes);
    }
}
