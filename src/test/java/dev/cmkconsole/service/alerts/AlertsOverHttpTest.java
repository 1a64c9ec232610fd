package dev.cmkconsole.service.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.Alongside;
import dev.cmkconsole.Patience;
import dev.cmkconsole.journal.FileJournal;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.procedure.alerts.AlertsPlanner;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.run.RunResult.RunOutcomeKind;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.atlas.AtlasTestClient;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.Moments;
import dev.cmkconsole.service.run.SandboxedConsole;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Alerts against a sandbox: interrupted after every request, without an answer, and without a loss. */
@Alongside
class AlertsOverHttpTest {
    private static final String PROJECT = "archive";
    private static final Instant UNTIL = Instant.parse("2099-01-31T00:00:00Z");
    private static final AlertsChoices WANTED = new AlertsChoices(
                    true,
                    Set.of(),
                    Optional.empty(),
                    List.of(Recipient.parse("email:keys@example.com")),
                    List.of(new Acknowledge("configuration", Optional.of(UNTIL), Optional.of("on it"))),
                    Set.of())
            .after(120);

    private static final Set<String> LOST = Set.of("alert:key-invalid", "acknowledge:configuration");

    private static Sandbox sandbox;
    private static SandboxedConsole connected;
    private static AtlasTestClient atlas;

    @TempDir
    static Path dir;

    private static int journals;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(60).settling(Duration.ZERO));
        connected = new SandboxedConsole(
                SandboxedConsole.Address.of(sandbox), journal(), Patience.atlas(2), Patience.aws());
        var login = sandbox.apiKey();
        atlas = new AtlasTestClient(sandbox.atlasUri(), login.user(), login.secret());
    }

    @AfterAll
    static void stop() {
        connected.close();
        sandbox.close();
    }

    private static Journal journal() {
        return FileJournal.open(dir.resolve("journal" + journals + ".jsonl"), Clock.systemUTC(), text -> text, _ -> {});
    }

    private static void anew() {
        sandbox.load("default");
        sandbox.faults().clear();
        sandbox.advance(Duration.ofMinutes(20));
        journals++;
    }

    private static String id() {
        return sandbox.projectId(PROJECT);
    }

    private static RunResult run(SandboxedConsole console) {
        return console.run(new AlertsPlanner(), WANTED, id(), Confirmation.PLAIN);
    }

    private static void finishes(String when) {
        try (var console = connected.again(journal())) {
            var result = run(console);
            assertThat(result.kind())
                    .as("%s: %s %s", when, result.at(), result.problem())
                    .isEqualTo(RunOutcomeKind.DONE);
            var now = console.service.observe(id(), ReadScope.CONFIGURED.with(ReadScope.More.ALERTS));
            var all = now.setup().alerts().value().orElseThrow();
            assertThat(all).as(when + ": none is made twice").hasSize(4);
            assertThat(AlertStanding.of(all, false)).as(when).noneMatch(AlertStanding::lacking);
            assertThat(all).as(when).allMatch(c -> c.recipients().size() == 2);
            assertThat(now.alerts().value().orElseThrow())
                    .as(when)
                    .filteredOn(a -> a.eventType().equals("ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"))
                    .singleElement()
                    .satisfies(a -> assertThat(
                                    a.acknowledged(now.at()).orElseThrow().until())
                            .isEqualTo(UNTIL));
            assertThat(console.journal().openIntents(id())).as(when).isEmpty();
        }
    }

    private static List<JournalEntry> intents() {
        anew();
        try (var console = connected.again(journal())) {
            var outcome = run(console);
            assertThat(outcome.kind())
                    .as("%s %s", outcome.at(), outcome.problem())
                    .isEqualTo(RunOutcomeKind.DONE);
            return console.journal().entries().stream()
                    .filter(e -> e.what().kind() == EntryKind.INTENT)
                    .toList();
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void killedAfterEveryRequestAndRunAgain() {
        var intents = intents();
        assertThat(intents.stream().map(e -> e.what().step().orElseThrow()))
                .containsExactly(
                        "alert:rotation",
                        "alert:key-invalid",
                        "alert:configuration",
                        "alert:network",
                        "acknowledge:configuration");
        for (var intent : intents) {
            anew();
            boolean killed = false;
            try (var console = connected.again(new Moments(journal(), intent.seq() + 1, true, () -> {
                throw new Moments.Gone();
            }))) {
                run(console);
            } catch (Moments.Gone gone) {
                killed = true;
            }
            assertThat(killed).isTrue();
            finishes(intent.what().step() + " sent");
        }
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void theAnswerToACreationOrAnAcknowledgementLost() {
        var some = intents().stream()
                .filter(e -> e.what().step().filter(LOST::contains).isPresent())
                .toList();
        assertThat(some).hasSameSizeAs(LOST);
        for (var intent : some) {
            anew();
            try (var console = connected.again(new Moments(journal(), intent.seq(), false, () -> {
                sandbox.faults().inject(Fault.of("*", Fault.FaultKind.DROP_AFTER));
                sandbox.faults()
                        .inject(Fault.of("*", Fault.FaultKind.DROP_BEFORE)
                                .onCall(2)
                                .times(0));
            }))) {
                assertThat(run(console).kind()).isEqualTo(RunOutcomeKind.UNKNOWN);
            }
            sandbox.faults().clear();
            finishes("no answer to " + intent.what().step());
        }
    }

    private static JsonNode config(String type) {
        return StreamSupport.stream(
                        atlas.get("/groups/" + id() + "/alertConfigs")
                                .json()
                                .path("results")
                                .spliterator(),
                        false)
                .filter(c -> c.path("eventTypeName").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }

    /** Atlas deletes what a change does not repeat, and keeps a token by its notifierId. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void aChangeLosesNothingAndNoSecretIsRecorded() throws Exception {
        anew();
        atlas.post("/groups/" + id() + "/alertConfigs", """
            {"eventTypeName":"AWS_ENCRYPTION_KEY_INVALID","enabled":true,"severityOverride":"CRITICAL","later":{"a":1},
             "notifications":[{"typeName":"SLACK","channelName":"keys","apiToken":"xoxb-1234567890-s3cr3t",
              "intervalMin":15,"unheardOf":true}]}\
            """);
        var before = config("AWS_ENCRYPTION_KEY_INVALID");
        try (var console = connected.again(journal())) {
            assertThat(run(console).kind()).isEqualTo(RunOutcomeKind.DONE);
            assertThat(console.journal().entries().toString()).doesNotContain("xoxb", "s3cr3t");
        }
        var after = config("AWS_ENCRYPTION_KEY_INVALID");
        assertThat(after.path("notifications").path(0))
                .isEqualTo(before.path("notifications").path(0));
        assertThat(after.path("later")).isEqualTo(before.path("later"));
        assertThat(after.path("severityOverride").asText()).isEqualTo("CRITICAL");
        assertThat(after.path("notifications").path(1).path("emailAddress").asText())
                .isEqualTo("keys@example.com");
    }

    /** The finding of the check leads to the plan, and ends with its run. */
    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void whatTheCheckWarnsOfIsTurnedOn() {
        anew();
        var project = sandbox.projectId("payments-prod");
        try (var console = connected.again(journal())) {
            assertThat(console.service.check(project, CheckFocus.CONFIGURED).warning())
                    .containsExactly(CheckId.KEY_ALERTS);
            assertThat(console.service.cached(project).orElseThrow().state().warnings())
                    .containsExactly(CheckId.KEY_ALERTS);
            assertThat(console.run(new AlertsPlanner(), AlertsChoices.TURN_ON, project, Confirmation.PLAIN)
                            .kind())
                    .isEqualTo(RunOutcomeKind.DONE);
            assertThat(console.service.cached(project).orElseThrow().state().warnings())
                    .isEmpty();
        }
    }
}
