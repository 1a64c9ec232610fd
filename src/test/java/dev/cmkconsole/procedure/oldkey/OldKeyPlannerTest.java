package dev.cmkconsole.procedure.oldkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.oldkey.OldKeyChoices.OldKeyAct;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldKeyPlannerTest {
    private static Optional<Status> obstacle(String manager, String state) {
        var key = Situation.key(Situation.KEY, manager, "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", state);
        return new OldKeyPlanner(Bench.WAITS)
                .plan(
                        new Situation().key(Situation.known(key)).snapshot(),
                        OldKeyChoices.of(Situation.KEY, OldKeyAct.ENABLE))
                .obstacle()
                .map(Step::status);
    }

    /** KMS API, KeyMetadata: {@code KeyManager} is not a required member. */
    @ParameterizedTest
    @CsvSource({"AWS, state.key.awsManaged", "'', state.key.managerNotTold"})
    void aKeyThatMayBeManagedByAwsIsNotChanged(String manager, String reason) {
        assertThat(obstacle(manager, "Disabled")).contains(new Status.Blocked(Text.of(reason)));
        assertThat(obstacle("CUSTOMER", "Disabled")).isEmpty();
    }
}
