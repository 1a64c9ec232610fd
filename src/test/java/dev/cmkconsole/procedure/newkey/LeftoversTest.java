package dev.cmkconsole.procedure.newkey;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.NOW;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.trustOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.UnusedRecords;
import dev.cmkconsole.procedure.plan.Leftover;
import dev.cmkconsole.procedure.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What another console left behind is named, and its deletion is offered once nobody can be at work with it. */
class LeftoversTest {
    private static final KeyArn SPARE =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/99999999-9999-9999-9999-999999999999");
    private static final String RECORD = "6a5b4c3d2e1f001122334455";
    private static final Instant LONG_AGO = NOW.minus(Duration.ofMinutes(16));
    private static final Instant JUST_NOW = NOW.minus(Duration.ofMinutes(14));

    private static List<Leftover> spares(Situation now, KeyArn chosen, Instant created) {
        var seen = now.snapshot()
                .withSpareKeys(new Observed.Known<>(List.of(new SpareKey(SPARE, "alias/orders", created)), NOW));
        return new SpareKeys(seen, chosen, Optional.empty()).all();
    }

    private static Situation withRole(Map<String, String> policies) {
        return new Situation().iamRole(Situation.iamRole(ROLE, trustOf(RECORD), policies));
    }

    private static List<String> offered(Leftover leftover) {
        return leftover.commands().stream().map(Step.Copyable::content).toList();
    }

    @Test
    void aSpareKeyIsNamedWithItsDeletion() {
        assertThat(spares(withRole(Situation.access(KEY)), KEY, LONG_AGO))
                .singleElement()
                .satisfies(left -> {
                    assertThat(left.what().args()).contains(SPARE.toString(), "alias/orders");
                    assertThat(offered(left))
                            .anyMatch(c -> c.startsWith("aws kms disable-key") && c.contains(SPARE.keyId()))
                            .anyMatch(c -> c.startsWith("aws kms schedule-key-deletion") && c.contains(SPARE.keyId()));
                });
    }

    @Test
    void aKeyThatMayYetBeUsedIsNamedWithoutACommand() {
        for (var left : List.of(
                spares(withRole(Situation.access(KEY)), KEY, JUST_NOW),
                spares(withRole(Situation.access(SPARE)), KEY, LONG_AGO),
                spares(new Situation().withoutAws(), KEY, LONG_AGO))) {
            assertThat(left)
                    .singleElement()
                    .satisfies(one -> assertThat(offered(one)).isEmpty());
        }
        assertThat(spares(withRole(Situation.access(SPARE)), SPARE, LONG_AGO))
                .as("the key that is used")
                .isEmpty();
    }

    private static List<Leftover> records(Instant created, Optional<AccessRole> own) {
        var record = new AccessRole(
                RECORD,
                "arn:aws:iam::299602853325:root",
                "external-id",
                Optional.empty(),
                created,
                Optional.empty(),
                List.of());
        return UnusedRecords.of(new Situation().records(record).snapshot(), own);
    }

    @Test
    void aRecordThatNobodyUsesIsNamedWithItsDeletion() {
        assertThat(records(LONG_AGO, Optional.empty())).singleElement().satisfies(left -> {
            assertThat(left.what().args()).contains(RECORD);
            assertThat(offered(left))
                    .singleElement()
                    .asString()
                    .startsWith("atlas cloudProviders accessRoles aws deauthorize " + RECORD);
        });
        assertThat(records(JUST_NOW, Optional.empty()))
                .as("another console may be about to use it")
                .singleElement()
                .satisfies(left -> assertThat(offered(left)).isEmpty());
    }

    @Test
    void withoutTheConfigurationNoRecordIsCalledUnused() {
        var now = new Situation().records(Situation.inProgress(RECORD)).encryptionUnreadable();
        assertThat(UnusedRecords.of(now.snapshot(), Optional.empty())).isEmpty();
    }
}
