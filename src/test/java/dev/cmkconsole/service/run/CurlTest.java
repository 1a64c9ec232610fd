package dev.cmkconsole.service.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.SignIn;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.clusters.ClusterChoices;
import dev.cmkconsole.procedure.clusters.ClusterPlanner;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnablePlanner;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.StepTexts;
import dev.cmkconsole.procedure.render.Texts;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.text.Messages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The command of the "Atlas API" tab, pasted into a shell, has the effect of the step. The test needs curl and reports
 * if it is missing.
 */
class CurlTest {
    @BeforeEach
    void curl() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, "curl"))),
                "no curl on this computer");
    }

    private static String paste(String command, Sandbox sandbox) throws IOException, InterruptedException {
        var shell = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
        shell.environment().put("NO_PROXY", "127.0.0.1");
        shell.environment()
                .put("MONGODB_ATLAS_CLIENT_ID", sandbox.serviceAccount().user());
        shell.environment()
                .put("MONGODB_ATLAS_CLIENT_SECRET", sandbox.serviceAccount().secret());
        shell.environment().put("MONGODB_ATLAS_PUBLIC_API_KEY", sandbox.apiKey().user());
        shell.environment()
                .put("MONGODB_ATLAS_PRIVATE_API_KEY", sandbox.apiKey().secret());
        shell.environment().put("MONGODB_ATLAS_BASE_URL", sandbox.atlasUri() + "/");
        var process = shell.start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private static Step.AtlasStep step(dev.cmkconsole.procedure.plan.Plan plan, StepId id) {
        return (Step.AtlasStep) plan.step(id).orElseThrow();
    }

    @Test
    void whatIsPrintedHasTheSameEffectAsTheStep() throws Exception {
        Journal journal = new MemoryJournal(new MovingClock(), new ArrayList<>());
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
                var console = new SandboxedConsole(SandboxedConsole.Address.of(sandbox), journal)) {
            String project = sandbox.projectId("analytics-dev");
            var key = KeyArn.of(sandbox.aws().keys().getFirst().arn());
            var want = EnableChoices.byConsole(RoleChoice.newRole("by-curl"), new KeyChoice.Existing(key));
            var enable = new EnablePlanner(console.service.waits());

            var fresh = console.service.plan(enable, want, project);
            paste(Texts.of(fresh).api(step(fresh, AccessSteps.CREATE_RECORD)).orElseThrow(), sandbox);
            assertThat(console.service
                            .observe(project, ReadScope.CONFIGURED)
                            .roles()
                            .value()
                            .orElseThrow())
                    .hasSize(1);
            assertThat(step(console.service.plan(enable, want, project), AccessSteps.CREATE_RECORD)
                            .status()
                            .done())
                    .isTrue();

            String encrypted = sandbox.projectId("payments-prod");
            var cluster =
                    console.service.observe(encrypted, ReadScope.CONFIGURED).clusters().value().orElseThrow().stream()
                            .filter(c -> c.encrypted() && c.obstacle().isEmpty())
                            .findFirst()
                            .orElseThrow();
            var off = new ClusterChoices(java.util.Map.of(cluster.name(), false), java.util.Optional.empty());
            var plan = console.service.plan(new ClusterPlanner(console.service.waits()), off, encrypted);
            var change = step(plan, StepId.of("decrypt", cluster.name()));
            var texts = new StepTexts(plan, SignIn.SERVICE_ACCOUNT, new Messages(Locale.ENGLISH, ZoneOffset.UTC)::say);
            paste(texts.api(change).orElseThrow(), sandbox);
            assertThat(console.service
                            .observe(encrypted, ReadScope.CONFIGURED)
                            .cluster(cluster.name())
                            .orElseThrow()
                            .encryption())
                    .isEqualTo(EncryptionProvider.NONE);
            assertThat(change.request()).map(AtlasRequest::method).contains("PATCH");
            assertThat(List.of(journal.entries()))
                    .as("nothing of this went through the console")
                    .containsExactly(List.of());
        }
    }
}
