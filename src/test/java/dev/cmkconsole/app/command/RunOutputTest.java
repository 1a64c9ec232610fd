package dev.cmkconsole.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Awaited;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.rotate.RotateProcedure;
import dev.cmkconsole.procedure.run.RunResult;
import dev.cmkconsole.text.Messages;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a finished run says of what it did not reach. */
class RunOutputTest {
    private static String said(Cluster... clusters) {
        var now = new Situation().clusters(clusters).snapshot();
        var waiting = Step.waiting(AccessSteps.DEPLOYED)
                .words("keyChange.deployed")
                .until(new Awaited.ClustersSettled())
                .title(Text.of("keyChange.deployed.titlePaused"))
                .explanation(Text.of("keyChange.deployed.titlePaused"))
                .status(Status.DONE)
                .poll(Duration.ofSeconds(1))
                .build();
        var plan = new Plan(RotateProcedure.TYPE, now.project(), now.at(), List.of(waiting));
        var result = new RunResult(
                RunResult.RunOutcomeKind.DONE,
                "run-1",
                plan,
                now,
                new RunResult.Stop(Optional.empty(), Optional.empty(), Optional.empty()),
                Map.of());
        return new RunOutput(
                        new Messages(Locale.ENGLISH, ZoneOffset.UTC),
                        SignIn.API_KEY,
                        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                        new NextCommand(List.of()))
                .text(result, Optional.empty());
    }

    private static Cluster cluster(String name, boolean paused, EncryptionProvider encryption) {
        return Situation.cluster(name, Cluster.TierKind.DEDICATED, "IDLE", paused, encryption);
    }

    @Test
    void aClusterThatTakesTheKeyWhenItIsResumedIsNotDone() {
        assertThat(said(
                        cluster("orders", false, EncryptionProvider.AWS),
                        cluster("archive", true, EncryptionProvider.AWS),
                        cluster("plain", true, EncryptionProvider.NONE)))
                .contains("Not yet for paused clusters", "archive")
                .doesNotContain("orders", "plain");
        assertThat(said(cluster("orders", false, EncryptionProvider.AWS))).doesNotContain("Not yet");
    }
}
