package dev.cmkconsole.service.run;

import static dev.cmkconsole.service.run.LegacyProject.CHOICES;
import static dev.cmkconsole.service.run.LegacyProject.PROJECT;
import static dev.cmkconsole.service.run.LegacyProject.changes;
import static dev.cmkconsole.service.run.LegacyProject.confirmed;
import static dev.cmkconsole.service.run.LegacyProject.console;
import static dev.cmkconsole.service.run.LegacyProject.journal;
import static dev.cmkconsole.service.run.LegacyProject.legacy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.newkey.NewKeySteps;
import dev.cmkconsole.procedure.rotate.RotateChoices;
import dev.cmkconsole.procedure.rotate.RotatePlanner;
import dev.cmkconsole.procedure.run.RunErrorCode;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.service.Confirmation;
import dev.cmkconsole.service.run.Moments.AtTheIntent;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another console acts in the very moment that matters: after the intent of a request, before the request. */
@Alongside
class LastLookOverHttpTest {
    @TempDir
    Path dir;

    private Journal file(String name) {
        return journal(dir.resolve(name));
    }

    private static List<JournalDraft> outcomes(Journal journal) {
        return journal.entries().stream()
                .map(JournalEntry::what)
                .filter(d -> d.kind() == EntryKind.OUTCOME
                        && d.step().filter(SwitchPlanner.SWITCH.value()::equals).isPresent())
                .toList();
    }

    @Test
    void nothingIsSentWhereAnotherConsoleHasJustSwitched() {
        try (var sandbox = legacy();
                var other = console(sandbox, file("other.jsonl"));
                var console = console(
                        sandbox,
                        AtTheIntent.of(
                                SwitchPlanner.SWITCH,
                                file("own.jsonl"),
                                () -> assertThat(confirmed(other, sandbox, CHOICES)
                                                .kind())
                                        .isEqualTo(RunResult.RunOutcomeKind.DONE)))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertThat(changes(sandbox)).as("the other console's alone").hasSize(1);
            assertThat(outcomes(console.journal())).singleElement().satisfies(outcome -> {
                assertThat(outcome.outcome()).contains(Outcome.NOT_DONE);
                assertThat(outcome.code()).contains(RunErrorCode.PROJECT_MOVED);
            });
            assertThat(console.journal().openIntents(sandbox.projectId(PROJECT)))
                    .isEmpty();
        }
    }

    /** Sent all the same, the request would replace the role that somebody has just set up. */
    @Test
    void nothingIsSentWhereAnotherConsoleHasJustSwitchedToAnotherRole() {
        var toAnother =
                SwitchChoices.byConsole(RoleChoice.newRole("atlas-other")).withAccepted(LegacyProject.ACCEPTED);
        try (var sandbox = legacy();
                var other = console(sandbox, file("other.jsonl"));
                var console = console(
                        sandbox,
                        AtTheIntent.of(
                                SwitchPlanner.SWITCH,
                                file("own.jsonl"),
                                () -> assertThat(confirmed(other, sandbox, toAnother)
                                                .kind())
                                        .isEqualTo(RunResult.RunOutcomeKind.DONE)))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
            assertThat(changes(sandbox)).as("the other console's alone").hasSize(1);
        }
    }

    @Test
    void nothingIsSentWhereTheLastLookSeesNothing() {
        try (var sandbox = legacy();
                var console = console(
                        sandbox,
                        AtTheIntent.of(
                                SwitchPlanner.SWITCH,
                                file("own.jsonl"),
                                () -> sandbox.faults()
                                        .inject(Fault.status("getEncryptionAtRest", 403)
                                                .withErrorCode("USER_UNAUTHORIZED"))))) {
            var result = confirmed(console, sandbox, CHOICES);

            assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
            assertThat(result.outcome()).contains(Outcome.NOT_DONE);
            assertThat(changes(sandbox)).isEmpty();
            assertThat(console.journal().openIntents(sandbox.projectId(PROJECT)))
                    .isEmpty();
        }
    }

    /** Another console makes a key for the same project and alias, at the moments at which that matters. */
    @Nested
    @Alongside
    class OneKeyWins {
        private static final String PAYMENTS = "57e3bad598796fd5a4313cc2";
        private static final NewKey WISH = new NewKey(
                PAYMENTS,
                "alias/atlas-2027",
                "one of two",
                Map.of(),
                new AwsRegion("us-east-1"),
                Optional.empty(),
                false);
        private static final RotateChoices TO_NEW_KEY = RotateChoices.byConsole(new KeyChoice.Create(WISH));

        private final RotatePlanner rotate = new RotatePlanner(SandboxedConsole.WAITS);

        private static Sandbox sandbox() {
            return Sandbox.start(
                    SandboxOptions.defaults(Clock.systemUTC()).speed(100).settling(Duration.ZERO));
        }

        private SandboxedConsole console(Sandbox sandbox) {
            return LegacyProject.console(sandbox, LegacyProject.journal(dir.resolve("own.jsonl")));
        }

        private static List<KeyArn> made(SandboxedConsole console) {
            return console.service.keys(WISH.region()).stream()
                    .filter(k -> k.description().equals(WISH.description()))
                    .map(k -> k.arn())
                    .toList();
        }

        /** What another console's run sends. */
        private static KeyArn createKey(SandboxedConsole console) {
            var before = made(console);
            console.aws.send(new AwsRequest.CreateKey(WISH));
            return made(console).stream()
                    .filter(k -> !before.contains(k))
                    .findFirst()
                    .orElseThrow();
        }

        private static void name(SandboxedConsole console, KeyArn key) {
            console.aws.send(new AwsRequest.CreateAlias(WISH.alias(), key));
        }

        private void assertUses(SandboxedConsole console, RunResult result, KeyArn used, KeyArn spare) {
            assertThat(result.kind())
                    .as("%s %s", result.at(), result.problem())
                    .isEqualTo(RunResult.RunOutcomeKind.DONE);
            assertThat(console.service
                            .observe(PAYMENTS, ReadScope.CONFIGURED)
                            .encryption()
                            .value()
                            .orElseThrow()
                            .awsKms()
                            .usesKey(used))
                    .isTrue();
            assertThat(result.plan().leftovers()).singleElement().satisfies(leftover -> {
                assertThat(leftover.what().args()).contains(spare.toString());
                assertThat(leftover.commands())
                        .extracting(c -> c.content())
                        .anySatisfy(command -> assertThat(command)
                                .startsWith("aws kms schedule-key-deletion")
                                .contains(spare.toString()));
            });
        }

        private RunResult run(SandboxedConsole console) {
            return console.run(rotate, TO_NEW_KEY, PAYMENTS, Confirmation.PLAIN);
        }

        private KeyArn killedBeforeNaming(SandboxedConsole console) {
            var stopped = console.run(
                    rotate,
                    TO_NEW_KEY,
                    PAYMENTS,
                    Confirmation.PLAIN,
                    new SandboxedConsole.StopBefore(NewKeySteps.NAME_KEY));
            assertThat(stopped.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
            return made(console).getFirst();
        }

        @Test
        void theKeyWithTheAliasWinsOverTheEarlierOneOfAConsoleThatWasKilled() {
            try (var sandbox = sandbox();
                    var console = console(sandbox)) {
                var own = killedBeforeNaming(console);
                var theirs = createKey(console);
                name(console, theirs);
                assertUses(console, run(console), theirs, own);
            }
        }

        @Test
        void theEarlierKeyWinsWhileNeitherHasTheAlias() {
            try (var sandbox = sandbox();
                    var console = console(sandbox)) {
                var own = killedBeforeNaming(console);
                var theirs = createKey(console);
                assertUses(console, run(console), own, theirs);
            }
        }

        /** The alias is refused to this console, which goes on with the key that has it. */
        @Test
        void anAliasThatAppearsBeforeItsRequestIsNotTakenForAnotherUse() {
            try (var sandbox = sandbox();
                    var plain = console(sandbox)) {
                var theirs = new KeyArn[1];
                try (var console = plain.again(
                        AtTheIntent.of(NewKeySteps.NAME_KEY, LegacyProject.journal(dir.resolve("second.jsonl")), () -> {
                            theirs[0] = createKey(plain);
                            name(plain, theirs[0]);
                        }))) {
                    var result = run(console);
                    var own = made(console).stream()
                            .filter(k -> !k.equals(theirs[0]))
                            .findFirst()
                            .orElseThrow();
                    assertUses(console, result, theirs[0], own);
                }
            }
        }
    }
}
