package dev.cmkconsole.ui.plan;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static dev.cmkconsole.procedure.Situation.cluster;
import static dev.cmkconsole.procedure.Situation.known;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster.TierKind;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.text.Messages;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The one line above a plan: what a run would send as things stand. */
class StepWordsTest {
    private final StepWords words = new StepWords(new Messages(Locale.ENGLISH, ZoneOffset.UTC), SignIn.API_KEY);

    @Test
    void whileAStepIsBlockedNoRequestIsCounted() {
        var plan = new EnablePlanner(Bench.WAITS)
                .plan(
                        new Situation().owner(known(false)).snapshot(),
                        EnableChoices.byConsole(RoleChoice.existing(ROLE), new KeyChoice.Existing(KEY)));
        assertThat(words.summary(plan))
                .startsWith("Nothing is sent yet. Blocked: ")
                .doesNotContain("request");
        assertThat(plan.openAtlasRequests() + plan.openAwsRequests() + plan.openManualSteps())
                .isZero();
    }

    @Test
    void aBlockedClusterTakesOnlyItsOwnRequestsOutOfTheCount() {
        var now = new Situation()
                .configuration(Situation.using("6a793f88c0eb9e7a17716581", KEY, true))
                .records(Situation.authorized("6a793f88c0eb9e7a17716581", ROLE, "ENCRYPTION_AT_REST"))
                .clusters(
                        cluster("busy", TierKind.DEDICATED, "UPDATING", false, EncryptionProvider.NONE),
                        cluster("orders", TierKind.DEDICATED, "IDLE", false, EncryptionProvider.NONE));
        var plan = new ClusterPlanner(Bench.WAITS).plan(now.snapshot(), Bench.turnOn(List.of("busy", "orders")));
        assertThat(plan.trunkBlocked()).isEmpty();
        assertThat(words.summary(plan)).startsWith("1 request to Atlas, none to AWS");
    }
}
