package dev.cmkconsole.app.command;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.failed;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static dev.cmkconsole.procedure.Situation.known;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.disable.DisableProcedure;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a printed plan promises. */
class PlanTextTest {
    private static String printed(Situation situation) {
        var want = EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));
        return new PlanText(new Messages(Locale.ENGLISH, ZoneOffset.UTC), SignIn.API_KEY)
                .text(new EnablePlanner(Bench.WAITS).plan(situation.snapshot(), want));
    }

    @Test
    void aBlockedStepIsNamedBesideTheCountOfRequests() {
        assertThat(printed(new Situation().owner(known(false))))
                .contains("Step 2 is blocked. Nothing is sent until that changes.\n"
                        + "No requests to Atlas, none to AWS, nothing by hand; nothing irreversible.");
    }

    @Test
    void aPlanWithoutABlockedStepNamesNone() {
        var ready = new Situation()
                .owner(failed("TIMEOUT"))
                .records(inProgress("6a793f88c0eb9e7a17716581"))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf("6a793f88c0eb9e7a17716581"), Situation.access(KEY)));

        assertThat(printed(ready)).doesNotContain("is blocked");
    }

    /** C15: whoever reads the plan sees at once what to accept, by the names that --accept takes. */
    @Test
    void everyOpenDoubtIsNamedWithItsIdAtOnce() {
        var doubtful = new Situation().owner(failed("TIMEOUT")).key(failed("TIMEOUT"));
        assertThat(printed(doubtful))
                .contains(
                        "results are unknown. A run continues only if you accept them by name with --accept:\n",
                        "\n  check-owner: ",
                        "\n  check-key: ");
    }

    @Test
    void aPlanSaysHowToGetItsTexts() {
        assertThat(printed(new Situation())).contains("--texts", "--format script", "--format terraform");
    }

    /** The option is copied into a shell, where a name may end the quotes or run as a command. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "payments-prod | payments-prod",
                "a\"b $(id) | 'a\"b $(id)'",
                "it's | 'it'\\''s'",
            },
            delimiter = '|')
    void theConfirmingOptionIsOneWordOfAShell(String name, String word) {
        var project = new Project("5f2a00000000000000000001", name, "o", 1, Situation.NOW);
        var plan = new Plan(
                DisableProcedure.TYPE,
                project,
                Situation.NOW,
                List.of(Step.waiting(StepId.of("wait"))
                        .words("rescue.valid")
                        .until(new Awaited.KeyValid())
                        .poll(Bench.WAITS.poll())
                        .status(Status.TO_DO)
                        .build()));
        assertThat(new PlanText(new Messages(Locale.ENGLISH, ZoneOffset.UTC), SignIn.API_KEY).text(plan))
                .contains("run it with: --confirm " + word + "\n");
    }

    @Test
    void theTimeOfReadingIsADateAPersonReads() {
        assertThat(printed(new Situation()).lines().findFirst().orElseThrow())
                .contains("as read on Mar 1, 2026, 12:00:00");
    }
}
