package dev.cmkconsole.service.disable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.setup.SearchNodes;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.model.snapshot.UsedKey;
import dev.cmkconsole.procedure.disable.DisableChoices;
import dev.cmkconsole.procedure.disable.DisablePlanner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.procedure.searchnodes.SearchNodeChoices;
import dev.cmkconsole.procedure.searchnodes.SearchNodePlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.bench.SandboxBench;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Turns the key of a project off that has everything in the way: private endpoints, one of them still being created,
 * search nodes, and an encrypted cluster. {@link InterruptionsTest} interrupts the same order everywhere.
 */
@Alongside
class DisableOverHttpTest {
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(10));
    private static final String PROJECT = "vault-prod";

    private static SandboxBench bench;
    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @TempDir
    static Path dir;

    @BeforeAll
    static void start() {
        bench = new SandboxBench("private-network", 3000, dir);
        sandbox = bench.sandbox;
        connected = bench.connected;
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static RunResult run(SandboxedConsole console) {
        return console.run(
                new DisablePlanner(QUICK),
                DisableChoices.PLAIN,
                sandbox.projectId(PROJECT),
                Confirmation.typed(PROJECT));
    }

    private static void finishes(String when) {
        try (var console = connected.again(bench.journal())) {
            var result = run(console);
            assertThat(result.kind())
                    .as("%s: %s %s", when, result.at(), result.problem())
                    .isEqualTo(RunOutcomeKind.DONE);
            var now = console.service.observe(
                    sandbox.projectId(PROJECT),
                    ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.SEARCH_NODES));
            assertThat(now.posture()).as(when).contains(Posture.NOT_SET_UP);
            assertThat(now.encryption().value().orElseThrow().enabledForSearchNodes())
                    .as(when)
                    .isFalse();
            assertThat(now.setup().endpoints().value().orElseThrow()).as(when).isEmpty();
            assertThat(now.setup().searchNodes().value().orElseThrow()).as(when).allMatch(SearchNodes::idle);
            assertThat(now.clusters().value().orElseThrow())
                    .as(when)
                    .allMatch(Cluster::idle)
                    .noneMatch(Cluster::encrypted);
            assertThat(console.journal().openIntents(now.project().id()))
                    .as(when)
                    .isEmpty();
            doneOnce(console.journal(), when);
        }
        try {
            assertThat(JournalVerifier.verify(bench.file()).faults()).as(when).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void doneOnce(Journal journal, String when) {
        assertThat(journal.entries().stream()
                        .map(JournalEntry::what)
                        .filter(d -> d.outcome()
                                .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                                .isPresent())
                        .flatMap(d -> d.step().stream()))
                .as("%s: nothing is done twice", when)
                .doesNotHaveDuplicates();
    }

    private static List<JournalEntry> intents() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            var result = run(console);
            assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunOutcomeKind.DONE);
            return console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theOrderIsTheOneThatAtlasAccepts() {
        assertThat(intents().stream().map(e -> e.what().step().orElseThrow().replaceAll(":[0-9a-f]{24}", "")))
                .containsExactly(
                        "delete-endpoint",
                        "delete-endpoint",
                        "turn-off-private-networking",
                        "decrypt-search-nodes",
                        "decrypt:vault",
                        "turn-off-encryption");
        finishes("run again");
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @CsvSource({
        "treasury, check-organization-policies, treasury-needs-customer-keys",
        "ledger, check-backup-compliance, Backup Compliance Policy"
    })
    void aPolicyThatRequiresTheKeyIsToldBeforeAnythingIsSent(String project, String step, String named) {
        bench.anew("governed");
        sandbox.requestLog().clear();
        try (var console = connected.again(bench.journal())) {
            var plan =
                    console.service.plan(new DisablePlanner(QUICK), DisableChoices.PLAIN, sandbox.projectId(project));
            assertThat(plan.trunkBlocked()).hasValueSatisfying(blocked -> {
                assertThat(blocked.id().value()).isEqualTo(step);
                assertThat(new Messages(Locale.ENGLISH, ZoneOffset.UTC)
                                .say(((Status.Blocked) blocked.status()).reason()))
                        .contains(named);
            });
            assertThat(plan.openAtlasRequests()).isZero();
            var result = console.run(
                    new DisablePlanner(QUICK),
                    DisableChoices.PLAIN,
                    sandbox.projectId(project),
                    Confirmation.typed(project));
            assertThat(result.kind()).isEqualTo(RunOutcomeKind.BLOCKED);
        }
        assertThat(sandbox.requestLog().entries().stream()
                        .filter(e -> e.service().equals("atlas"))
                        .map(e -> e.method()))
                .doesNotContain("PATCH", "POST", "PUT", "DELETE");
    }

    /** Atlas forgets the key, the history does not; snapshots still need it. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theKeyStaysAmongTheOldKeys() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            var id = sandbox.projectId(PROJECT);
            var key = console.service
                    .observe(id, ReadScope.CONFIGURED)
                    .encryption()
                    .value()
                    .flatMap(e -> e.awsKms().keyArn());
            assertThat(run(console).kind()).isEqualTo(RunOutcomeKind.DONE);
            assertThat(console.service
                            .survey(id, KeySurveyRequest.LISTING)
                            .survey()
                            .value()
                            .orElseThrow()
                            .keys())
                    .filteredOn(k -> k.arn().equals(key))
                    .singleElement()
                    .satisfies(k -> assertThat(k.seen()).contains(UsedKey.Seen.JOURNAL, UsedKey.Seen.BACKUP));
            var arn = key.orElseThrow();
            assertThat(console.service
                            .key(new KeyReference.ByArn(arn), arn.region())
                            .state()
                            .enabled())
                    .isTrue();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aRunNeedsTheProjectsName() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            var plan =
                    console.service.plan(new DisablePlanner(QUICK), DisableChoices.PLAIN, sandbox.projectId(PROJECT));
            assertThat(plan.nameToType()).isEqualTo(Optional.of(PROJECT));
            assertThat(Confirmation.PLAIN.covers(plan)).isFalse();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void searchNodesGoAwayAndComeBack() {
        bench.anew("private-network");
        for (boolean on : new boolean[] {false, true}) {
            try (var console = connected.again(bench.journal())) {
                var id = sandbox.projectId(PROJECT);
                sandbox.requestLog().clear();
                var result =
                        console.run(new SearchNodePlanner(QUICK), new SearchNodeChoices(on), id, Confirmation.PLAIN);
                assertThat(result.kind())
                        .as("%s %s", result.at(), result.problem())
                        .isEqualTo(RunOutcomeKind.DONE);
                var now = console.service.observe(id, ReadScope.CONFIGURED.with(ReadScope.More.SEARCH_NODES));
                assertThat(now.encryption().value().orElseThrow().enabledForSearchNodes())
                        .isEqualTo(on);
                assertThat(now.encryption().value().orElseThrow().awsKms().enabled())
                        .isTrue();
                assertThat(now.setup().searchNodes().value().orElseThrow())
                        .containsExactly(new SearchNodes("vault", "IDLE"));
                assertThat(sandbox.requestLog().of("updateEncryptionAtRest").stream()
                                .filter(e -> e.method().equals("PATCH") && e.status() == 200))
                        .hasSize(1);
            }
        }
    }
}
