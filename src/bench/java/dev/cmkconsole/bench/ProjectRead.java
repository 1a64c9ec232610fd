package dev.cmkconsole.bench;

import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.SnapshotReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * Measures how long reading one project takes when every answer of Atlas and AWS takes 100 ms. Independent questions
 * run in parallel. Earlier knowledge of the project lets the dependent questions start with them.
 */
public final class ProjectRead {

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int READS = 7;

    private ProjectRead() {}

    public static void main(String[] args) {
        var clock = Clock.systemUTC();
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(clock));
                var sideBySide = Executors.newVirtualThreadPerTaskExecutor();
                var atlas = new AtlasClient(
                        new AtlasAddress(sandbox.atlasUri()),
                        new AtlasCredential.ApiKey(
                                sandbox.apiKey().user(),
                                Secret.of(sandbox.apiKey().secret())),
                        AtlasSettings.standard("benchmark"),
                        clock,
                        RandomGenerator.getDefault(),
                        Pause.REAL);
                var aws = new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                sandbox.awsUri(),
                                sandbox.awsOperator().accessKeyId(),
                                Secret.of(sandbox.awsOperator().secretAccessKey()),
                                new AwsRegion(sandbox.awsOperator().region())),
                        AwsSettings.standard(),
                        sideBySide,
                        clock)) {
            var reader = new SnapshotReader(atlas, aws, clock);
            var projects = atlas.projects();
            for (int i = 0; i < READS; i++) {
                projects.forEach(project -> reader.read(project.id(), ReadScope.CONFIGURED, Optional.empty()));
            }
            System.out.println(
                    "| project | state | first reading: ms at no delay, at 100 ms, round trips | later readings: ms at"
                            + " no delay, at 100 ms, round trips |");
            System.out.println("|---|---|---|---|");
            for (var project : projects) {
                var known = reader.read(project.id(), ReadScope.CONFIGURED, Optional.empty());
                var posture = known.posture()
                        .map(p -> p.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .orElse("?");
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %s | %s | %s |%n",
                        project.name(),
                        posture,
                        compared(sandbox, reader, project, Optional.empty()),
                        compared(sandbox, reader, project, Optional.of(known)));
            }
        }
    }

    private static String compared(
            Sandbox sandbox, SnapshotReader reader, Project project, Optional<ProjectSnapshot> before) {
        double quick = median(reader, project, before);
        sandbox.latency(LATENCY);
        double slow = median(reader, project, before);
        sandbox.latency(Duration.ZERO);
        return String.format(Locale.ROOT, "%.0f, %.0f, %.1f", quick, slow, (slow - quick) / LATENCY.toMillis());
    }

    /** @return milliseconds */
    private static double median(SnapshotReader reader, Project project, Optional<ProjectSnapshot> before) {
        var times = new long[READS];
        for (int i = 0; i < READS; i++) {
            long began = System.nanoTime();
            reader.read(project.id(), ReadScope.CONFIGURED, before);
            times[i] = System.nanoTime() - began;
        }
        Arrays.sort(times);
        return times[READS / 2] / 1e6;
    }
}
