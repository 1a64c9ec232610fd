package dev.cmkconsole.bench;

import dev.cmkconsole.atlas.AtlasAddress;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.AwsRegion;
import dev.cmkconsole.model.Focus;
import dev.cmkconsole.model.Project;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.secret.Secret;
import dev.cmkconsole.service.SnapshotReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

/**
 * How long reading one project waits when every answer of Atlas and AWS takes 100 ms: independent questions go out side by side, so it should be
 * two round trips at most, whatever the project holds.
 */
public final class ProjectRead {

    private static final Duration LATENCY = Duration.ofMillis(100);
    private static final int READS = 7;

    private ProjectRead() {}

    public static void main(String[] args) {
        var clock = Clock.systemUTC();
        try (var sandbox = Sandbox.start(SandboxOptions.defaults(clock)); var sideBySide = Executors.newVirtualThreadPerTaskExecutor();
                var atlas = new AtlasClient(new AtlasAddress(sandbox.atlasUri()),
                        new AtlasCredential.ApiKey(sandbox.apiKey().user(), Secret.of(sandbox.apiKey().secret())),
                        AtlasSettings.standard("benchmark"), clock, RandomGenerator.getDefault(), Pause.REAL);
                var aws = new AwsGatewayClient(new AwsConnection.Sandbox(sandbox.awsUri(), sandbox.awsOperator().accessKeyId(),
                        Secret.of(sandbox.awsOperator().secretAccessKey()), new AwsRegion(sandbox.awsOperator().region())),
                        AwsSettings.standard(), sideBySide, clock)) {
            var reader = new SnapshotReader(atlas, aws, clock);
            var projects = atlas.projects();
            for (int i = 0; i < READS; i++) {
                projects.forEach(project -> reader.read(project.id(), Focus.CONFIGURED));
            }
            System.out.println("| project | configured by | reading, ms without delay | reading, ms at 100 ms per answer | round trips of waiting |");
            System.out.println("|---|---|---|---|---|");
            for (var project : projects) {
                var quick = median(reader, project);
                sandbox.latency(LATENCY);
                var slow = median(reader, project);
                sandbox.latency(Duration.ZERO);
                var posture = reader.read(project.id(), Focus.CONFIGURED).posture().map(p -> p.name().toLowerCase(Locale.ROOT).replace('_', ' ')).orElse("?");
                System.out.printf(Locale.ROOT, "| %s | %s | %.0f | %.0f | %.1f |%n", project.name(), posture, quick, slow, (slow - quick) / LATENCY.toMillis());
            }
        }
    }

    private static double median(SnapshotReader reader, Project project) {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < READS; i++) {
            long began = System.nanoTime();
            reader.read(project.id(), Focus.CONFIGURED);
            times.add(System.nanoTime() - began);
        }
        return Arrays.stream(times.stream().mapToLong(Long::longValue).sorted().toArray()).skip(READS / 2).findFirst().orElseThrow() / 1e6;
    }
}
