package dev.cmkconsole.app.command;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.failed;
import static dev.cmkconsole.procedure.Situation.inProgress;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --accept} and {@code --done} may name, and the command that goes on. */
class OpenDoubtsTest {
    private static final EnableChoices WANT =
            EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY));

    /** The owner is unknown; the checks of access come later; the key is known to be right. */
    private static Plan shown() {
        var now = new Situation()
                .owner(failed("TIMEOUT"))
                .records(inProgress("6a793f88c0eb9e7a17716581"))
                .iamRole(Situation.iamRole(ROLE, Situation.trustOf("6a793f88c0eb9e7a17716581"), Situation.access(KEY)));
        return new EnablePlanner(Bench.WAITS).plan(now.snapshot(), WANT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check-owner", "check-access"})
    void anOpenOrComingDoubtCanBeAccepted(String id) {
        assertThatCode(() -> OpenDoubts.check(shown(), WANT.withAccepted(Set.of(StepId.of(id)))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-check", "check-key", "save-configuration", "check:key-policy"})
    void aWordThatNamesNoOpenDoubtIsAWrongUsage(String id) {
        var refused = catchThrowableOfType(
                InputException.class, () -> OpenDoubts.check(shown(), WANT.withAccepted(Set.of(StepId.of(id)))));

        assertThat(refused.text().key()).isEqualTo("input.accept.unknown");
        assertThat(refused.text().args()).containsExactly(id, "check-owner");
    }

    @Test
    void aStepThatIsNotThereCannotBeDoneByHand() {
        var refused = catchThrowableOfType(
                InputException.class,
                () -> OpenDoubts.check(shown(), WANT.withDoneByHand(Set.of(StepId.of("no-such-step")))));

        assertThat(refused.text().key()).isEqualTo("input.done.unknown");
    }

    @Test
    void theNextCommandIsTheTypedOneWithTheDecisions() {
        var typed = List.of(
                "--connection",
                "env",
                "run",
                "switch",
                "--project",
                "64f0c0ffee0123456789abcd",
                "--accept",
                "old",
                "--confirm=x",
                "--prepare",
                "--new-role",
                "it's",
                "--mfa-code=123456");

        assertThat(new NextCommand(typed)
                        .accepting(List.of(StepId.of("check:b"), StepId.of("check:a")), Optional.of("payments prod")))
                .isEqualTo("cmk-console --connection env run switch --project 64f0c0ffee0123456789abcd"
                        + " --new-role 'it'\\''s' --mfa-code --accept check:a,check:b --confirm 'payments prod'");
        assertThat(new NextCommand(List.of()).accepting(List.of(), Optional.of("=cmd")))
                .as("zsh replaces an unquoted =cmd")
                .isEqualTo("cmk-console --confirm '=cmd'");
    }
}
