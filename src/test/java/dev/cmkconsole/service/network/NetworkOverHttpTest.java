package dev.cmkconsole.service.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.journal.JournalVerifier;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.NewCluster;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.network.NetworkChoices;
import dev.cmkconsole.procedure.network.NetworkPlanner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.bench.SandboxBench;
import dev.cmkconsole.service.run.Moments;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Private networking against the sandbox: interrupted at every request, with failed and replaced endpoints. */
@Alongside
class NetworkOverHttpTest {
    private static final WaitSettings QUICK = new WaitSettings(Duration.ofMillis(2), 5, Duration.ofMillis(10));
    private static SandboxBench bench;
    private static Sandbox sandbox;
    private static SandboxedConsole connected;

    @TempDir
    static Path dir;

    /** Both directions, each in a project that has the most to do. */
    enum Way {
        ON("claims-prod", true),
        OFF("vault-prod", false);

        private final String project;
        private final boolean on;

        Way(String project, boolean on) {
            this.project = project;
            this.on = on;
        }
    }

    @BeforeAll
    static void start() {
        bench = new SandboxBench("private-network", 500, dir);
        sandbox = bench.sandbox;
        connected = bench.connected;
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    private static RunResult run(SandboxedConsole console, String project, NetworkChoices choices) {
        return console.run(new NetworkPlanner(QUICK), choices, sandbox.projectId(project), Confirmation.PLAIN);
    }

    private static RunResult run(SandboxedConsole console, Way way) {
        return run(console, way.project, NetworkChoices.of(way.on));
    }

    private static void done(RunResult result, String when) {
        assertThat(result.kind())
                .as("%s: %s %s", when, result.at(), result.problem())
                .isEqualTo(RunOutcomeKind.DONE);
    }

    private static ProjectSnapshot now(SandboxedConsole console, String project) {
        return console.service.observe(
                sandbox.projectId(project),
                ReadScope.CONFIGURED.with(ReadScope.More.KMS_ENDPOINTS, ReadScope.More.REPLICAS));
    }

    private static List<String> endpoints(ProjectSnapshot now) {
        return now.setup().endpoints().value().orElseThrow().stream()
                .map(e -> e.region() + " " + e.status())
                .sorted()
                .toList();
    }

    private static void finishes(Way way, String when) {
        try (var console = connected.again(bench.journal())) {
            done(run(console, way), when);
            var now = now(console, way.project);
            AwsKms kms = now.encryption().value().orElseThrow().awsKms();
            assertThat(kms.requirePrivateNetworking()).as(when).isEqualTo(way.on);
            assertThat(kms.valid()).as(when).isTrue();
            assertThat(endpoints(now))
                    .as(when)
                    .isEqualTo(way.on ? List.of("EU_CENTRAL_1 ACTIVE", "US_EAST_1 ACTIVE") : List.of());
            assertThat(now.aws().regional().values())
                    .as(when)
                    .allMatch(r ->
                            r.key().value().filter(k -> k.unusable().isEmpty()).isPresent());
            assertThat(console.journal().openIntents(now.project().id()))
                    .as(when)
                    .isEmpty();
            assertThat(console.journal().entries().stream()
                            .map(JournalEntry::what)
                            .filter(d -> d.outcome()
                                    .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                                    .isPresent())
                            .flatMap(d -> d.step().stream()))
                    .as("%s: nothing is done twice", when)
                    .doesNotHaveDuplicates();
        }
        try {
            assertThat(JournalVerifier.verify(bench.file()).faults()).as(when).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<JournalEntry> intents(Way way) {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            done(run(console, way), "undisturbed");
            return console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theOrderIsTheOneThatAtlasAccepts() {
        assertThat(intents(Way.ON).stream().map(e -> e.what().step().orElseThrow()))
                .containsExactly(
                        "replicate-key:eu-central-1",
                        "allow-key",
                        "require-private-networking",
                        "create-endpoint:eu-central-1",
                        "create-endpoint:us-east-1");
        assertThat(intents(Way.OFF).stream()
                        .map(e -> e.what().step().orElseThrow().replaceAll(":[0-9a-f]{24}", "")))
                .containsExactly("delete-endpoint", "delete-endpoint", "turn-off-private-networking");
    }

    /** Before one request leaves, and after the next one was answered. The other way is interrupted with all procedures. */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @EnumSource(names = "OFF")
    void killedAtEveryRequestAndRunAgain(Way way) {
        boolean sent = false;
        for (var intent : intents(way)) {
            sent = !sent;
            bench.anew("private-network");
            boolean killed = false;
            try (var console = connected.again(new Moments(bench.journal(), intent.seq() + (sent ? 1 : 0), sent, () -> {
                throw new Moments.Gone();
            }))) {
                run(console, way);
            } catch (Moments.Gone gone) {
                killed = true;
            }
            assertThat(killed).isTrue();
            finishes(way, intent.what().step() + (sent ? " sent" : " not sent"));
        }
    }

    /** The requests of which a second one would leave something behind or be refused. */
    @Execution(ExecutionMode.SAME_THREAD)
    @ParameterizedTest
    @ValueSource(strings = {"replicate-key:eu-central-1", "create-endpoint:us-east-1"})
    void aLostAnswerIsReadBack(String step) {
        long seq = intents(Way.ON).stream()
                .filter(e -> e.what().step().filter(step::equals).isPresent())
                .findFirst()
                .orElseThrow()
                .seq();
        bench.anew("private-network");
        try (var console = connected.again(new Moments(bench.journal(), seq, false, () -> {
            sandbox.faults().inject(Fault.of("*", Fault.FaultKind.DROP_AFTER));
            sandbox.faults()
                    .inject(Fault.of("*", Fault.FaultKind.DROP_BEFORE).onCall(2).times(0));
        }))) {
            run(console, Way.ON);
        }
        sandbox.faults().clear();
        finishes(Way.ON, "no answer to " + step);
    }

    /** An endpoint that fails stops its own region, once; the next order replaces it. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aFailedEndpointIsReplacedByTheNextOrder() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            sandbox.switches().failingEndpointRegions = "EU_CENTRAL_1";
            // A slow machine may read while the failed endpoint is the only one, which is no way to the key.
            long revalidate = sandbox.switches().revalidateOnReadAfterSeconds;
            sandbox.switches().revalidateOnReadAfterSeconds = -1;
            var result = run(console, Way.ON);
            assertThat(result.kind()).as("%s %s", result.at(), result.problem()).isEqualTo(RunOutcomeKind.PARTLY);
            assertThat(result.at()).contains(StepId.of("endpoint-active", "eu-central-1"));
            assertThat(endpoints(now(console, Way.ON.project)))
                    .containsExactly("EU_CENTRAL_1 FAILED", "US_EAST_1 ACTIVE");
            sandbox.switches().failingEndpointRegions = "";
            sandbox.switches().revalidateOnReadAfterSeconds = revalidate;
            var failed = now(console, Way.ON.project).setup().endpoints().value().orElseThrow().stream()
                    .filter(KmsEndpoint::failed)
                    .map(KmsEndpoint::id)
                    .toList();
            done(run(console, Way.ON.project, NetworkChoices.of(true).replacing(Set.copyOf(failed))), "replaced");
            assertThat(endpoints(now(console, Way.ON.project)))
                    .containsExactly("EU_CENTRAL_1 ACTIVE", "US_EAST_1 ACTIVE");
        }
    }

    /** Atlas replaces an endpoint that somebody removed in AWS; the plan only waits. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void anEndpointRemovedInAwsIsWaitedFor() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            done(run(console, Way.ON), "on");
            sandbox.atlas().removeEndpointInAws(sandbox.projectId(Way.ON.project), "US_EAST_1");
            int sent = console.journal().entries().size();
            done(run(console, Way.ON), "recreated");
            assertThat(console.journal().entries().stream()
                            .skip(sent)
                            .filter(e -> e.what().kind() == EntryKind.INTENT))
                    .isEmpty();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aNewClusterIsOfferedTheEndpointOfItsRegion() {
        bench.anew("private-network");
        try (var console = connected.again(bench.journal())) {
            done(run(console, Way.ON), "on");
            var id = sandbox.projectId(Way.ON.project);
            var wish = ClusterChoices.create(new NewCluster("paris", "AWS", "EU_WEST_3", "M10", true));
            var planner = new ClusterPlanner(QUICK);
            var create = console.service.plan(planner, wish, id).step(StepId.of("create", "paris"));
            assertThat(((Status.Blocked) create.orElseThrow().status()).reason().key())
                    .isEqualTo("endpoints.gate.inactive");
            done(
                    run(console, Way.ON.project, NetworkChoices.of(true).in(Set.of(new AwsRegion("eu-west-3")))),
                    "the endpoint");
            done(console.run(planner, wish, id, Confirmation.PLAIN), "the cluster");
        }
    }
}
