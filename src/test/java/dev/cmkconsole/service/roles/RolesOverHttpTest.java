package dev.cmkconsole.service.roles;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.preflight.roles.RecordStanding;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.roles.RecordChoices;
import dev.cmkconsole.procedure.roles.RecordChoices.CleanUp;
import dev.cmkconsole.procedure.roles.RecordPlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.bench.SandboxBench;
import dev.cmkconsole.service.run.Moments;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Roles against the sandbox: what is said of each, and a deletion that is interrupted at every request. */
@Alongside
class RolesOverHttpTest {
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(10));
    private static final String PROJECT = "orders";

    private static SandboxBench bench;
    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @TempDir
    static Path dir;

    @BeforeAll
    static void start() {
        bench = new SandboxBench("roles", 3000, dir);
        sandbox = bench.sandbox;
        connected = bench.connected;
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static RolesReading reading() {
        return RolesReading.of(connected.service, sandbox.projectId(PROJECT));
    }

    private static RecordStanding standing(String role) {
        return reading().roles().records().stream()
                .filter(r ->
                        r.iam().arn().map(RoleArn::name).filter(role::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static RecordChoices deletion() {
        return RecordChoices.of(standing("AtlasCmk-orders-spare"), reading().now(), CleanUp.ROLE)
                .withAccepted(Set.of(RecordPlanner.AGE));
    }

    private static RunResult run(SandboxedConsole console, RecordChoices want) {
        return console.run(new RecordPlanner(QUICK), want, sandbox.projectId(PROJECT), Confirmation.typed(PROJECT));
    }

    private static void finishes(RecordChoices want, String when) {
        try (var console = connected.again(bench.journal())) {
            var result = run(console, want);
            assertThat(result.kind())
                    .as("%s: %s %s", when, result.at(), result.problem())
                    .isEqualTo(RunOutcomeKind.DONE);
            assertThat(reading().roles().record(want.record().orElseThrow()))
                    .as(when)
                    .isEmpty();
            assertThat(connected.service.iamRole(want.iamRole().orElseThrow().name()))
                    .as(when)
                    .isEmpty();
            assertThat(reading().roles().records()).as(when).hasSize(5);
            assertThat(console.journal().openIntents(sandbox.projectId(PROJECT)))
                    .as(when)
                    .isEmpty();
        }
    }

    private static List<JournalEntry> intents() {
        bench.anew("roles");
        try (var console = connected.again(bench.journal())) {
            var result = run(console, deletion());
            assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunOutcomeKind.DONE);
            return console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void whatUsesARecordAndWhatIsLeftOverIsSaid() {
        bench.anew("roles");
        var roles = reading().roles();
        assertThat(standing("atlas-federation").uses())
                .extracting(u -> u.type() + " " + u.name().orElse("-"))
                .containsExactly(
                        "ATLAS_DATA_LAKE orders-archive",
                        "EXPORT_SNAPSHOT 6a1c5f7e9b3d2a4c8e0f1b03",
                        "PUSH_BASED_LOG_EXPORT orders-logs",
                        "ATLAS_LOG_INTEGRATION orders-audit");
        assertThat(standing("atlas-shared").sharedWith()).containsExactly("invoices");
        assertThat(roles.leftOver()).extracting(l -> l.role().name()).containsExactly("AtlasCmk-gone", "atlas-retired");
        assertThat(roles.complete()).isTrue();
        assertThat(roles.projectsRead()).isEqualTo(3);
    }

    /** Whoever reads only a part of the projects is told so, and nothing is called left over. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aProjectThatCannotBeReadLeavesItOpen() {
        bench.anew("roles");
        sandbox.faults()
                .inject(Fault.of("listCloudProviderAccess", Fault.FaultKind.GARBAGE)
                        .onCall(2));
        var roles = reading().roles();
        assertThat(roles.unreadProjects()).hasSize(1);
        assertThat(roles.complete()).isFalse();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theRequestsAreInOrderAndEveryOneOfThemCanBeTheLast() {
        var intents = intents();
        assertThat(intents.stream().map(e -> e.what().step().orElseThrow()))
                .containsExactly(
                        "deauthorize-role",
                        "delete-policy:atlas-encryption-at-rest",
                        "detach-policy:arn:aws:iam::aws:policy/IAMReadOnlyAccess",
                        "delete-role");
        assertThat(intents.getFirst().what().before().orElseThrow()).contains("atlasAssumedRoleExternalId");
        for (var intent : intents) {
            for (boolean sent : new boolean[] {false, true}) {
                bench.anew("roles");
                var want = deletion();
                try (var console =
                        connected.again(new Moments(bench.journal(), intent.seq() + (sent ? 1 : 0), sent, () -> {
                            throw new Moments.Gone();
                        }))) {
                    run(console, want);
                    assertThat(false).as("not killed").isTrue();
                } catch (Moments.Gone gone) {
                    finishes(want, intent.what().step() + (sent ? " sent" : " not sent"));
                }
            }
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void whatAtlasForgetsOfARecordTheHistoryKeeps() {
        bench.anew("roles");
        var unfinished = standing("atlas-unfinished");
        var want = RecordChoices.of(unfinished, reading().now(), CleanUp.NOTHING)
                .withAccepted(Set.of(RecordPlanner.AGE, RecordPlanner.BACKUPS));
        try (var console = connected.again(bench.journal())) {
            assertThat(run(console, want).kind()).isEqualTo(RunOutcomeKind.DONE);
            var reading = RolesReading.of(console.service, sandbox.projectId(PROJECT));
            assertThat(reading.roles().leftOver())
                    .filteredOn(l -> !l.former().isEmpty())
                    .singleElement()
                    .satisfies(l -> {
                        assertThat(l.role().name()).isEqualTo("atlas-unfinished");
                        assertThat(l.seen()).isPresent();
                        assertThat(l.way()).isEqualTo(RecordStanding.Way.OWNER);
                    });
            var again = reading.deauthorize(unfinished.record().roleId(), CleanUp.TRUST);
            assertThat(again.externalIds()).containsExactly(unfinished.record().externalId());
            assertThat(again.iamRole().map(RoleArn::name)).contains("atlas-unfinished");
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anAnswerThatIsLostIsReadBack() {
        bench.anew("roles");
        var want = deletion();
        sandbox.faults().inject(Fault.of("deauthorizeProviderAccessRole", Fault.FaultKind.DROP_AFTER));
        try (var console = connected.again(bench.journal())) {
            assertThat(run(console, want).kind()).isEqualTo(RunOutcomeKind.DONE);
            assertThat(console.journal().entries().stream()
                            .filter(e -> e.what().kind() == EntryKind.INTENT)
                            .map(e -> e.what().recordedRequest().map(RecordedRequest::operation)))
                    .doesNotHaveDuplicates();
        }
    }
}
