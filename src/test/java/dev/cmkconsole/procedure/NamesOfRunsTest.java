package dev.cmkconsole.procedure;

import static dev.cmkconsole.procedure.Situation.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.awsrotation.AwsRotationChoices;
import dev.cmkconsole.procedure.awsrotation.AwsRotationPlanner;
import dev.cmkconsole.procedure.fix.ApplyFixPlanner;
import dev.cmkconsole.procedure.fix.FixChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.oldkey.OldKeyPlanner;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.WaitSettings;
import dev.cmkconsole.procedure.retire.RetireChoices;
import dev.cmkconsole.procedure.retire.RetireChoices.RetireAct;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.switching.SwitchChoices;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import dev.cmkconsole.text.Messages;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run is called what it does, never its opposite and never more than it does. */
class NamesOfRunsTest {
    private static final WaitSettings WAITS = new WaitSettings(Duration.ofSeconds(1), 5, Duration.ofSeconds(1));
    private static final String OLD_ACCESS_KEY = "AKIAIOSFODNN7EXAMPLE";
    private static final Messages MESSAGES = new Messages(Locale.US, ZoneId.of("UTC"));

    static Stream<Arguments> names() {
        var now = new Situation().snapshot();
        return Stream.of(
                oldKey(OldKeyAct.TAKE_OUT, "Remove an old key from the role's policy"),
                oldKey(OldKeyAct.DISABLE, "Disable an old key"),
                oldKey(OldKeyAct.ENABLE, "Enable an old key again"),
                oldKey(OldKeyAct.SCHEDULE_DELETION, "Schedule the deletion of an old key"),
                oldKey(OldKeyAct.CANCEL_DELETION, "Cancel the deletion of an old key"),
                retire(RetireAct.DEACTIVATE, "Deactivate the old access key"),
                retire(RetireAct.REACTIVATE, "Activate the old access key again"),
                retire(RetireAct.DELETE, "Delete the old access key"),
                arguments(
                        new AwsRotationPlanner(WAITS).plan(now, AwsRotationChoices.byItself(365)),
                        "Turn on automatic rotation of the key"),
                arguments(
                        new AwsRotationPlanner(WAITS).plan(now, AwsRotationChoices.once(Situation.NOW)),
                        "Rotate the key now"),
                fix(applying(new AwsRequest.PutKeyPolicy(KEY, "{}", "{ }")), "Apply a single change"),
                fix(
                        FixChoices.puttingBack(new AwsRequest.PutKeyPolicy(KEY, "{}", "{ }")),
                        "Restore an earlier document"),
                fix(
                        FixChoices.puttingBack(new AwsRequest.DeleteRolePolicy("atlas", "made-today", "{}")),
                        "Delete a policy of a role"),
                fix(applying(new AwsRequest.EnableKey(KEY)), "Enable a key"),
                fix(applying(new AwsRequest.CancelKeyDeletion(KEY)), "Cancel the deletion of a key and enable it"),
                arguments(
                        SwitchPlanner.preparing(WAITS)
                                .plan(now, SwitchChoices.byConsole(RoleChoice.newRole("atlas-kms"))),
                        "Prepare the switch to a role"),
                arguments(
                        SwitchPlanner.committing(WAITS)
                                .plan(now, SwitchChoices.byConsole(RoleChoice.newRole("atlas-kms"))),
                        "Switch to a role"));
    }

    private static Arguments oldKey(OldKeyAct act, String name) {
        return arguments(new OldKeyPlanner(WAITS).plan(new Situation().snapshot(), OldKeyChoices.of(KEY, act)), name);
    }

    private static Arguments retire(RetireAct act, String name) {
        return arguments(
                new RetirePlanner(WAITS).plan(new Situation().snapshot(), RetireChoices.of(OLD_ACCESS_KEY, act)), name);
    }

    private static FixChoices applying(AwsRequest request) {
        return FixChoices.applying(request, Optional.empty());
    }

    private static Arguments fix(FixChoices want, String name) {
        return arguments(new ApplyFixPlanner(WAITS).plan(new Situation().snapshot(), want), name);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("names")
    void aRunIsCalledWhatItDoes(Plan plan, String name) {
        assertThat(MESSAGES.say(plan.name())).isEqualTo(name);
    }
}
