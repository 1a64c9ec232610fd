package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.SandboxGateways;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Histories of a project and the verdict on its first key, written by hand: a change of key is deployed after an update
 * that ended or an idle day, and a snapshot needs its key until it expires.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OldKeyStoriesTest {
    private static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/";
    private static final String FIRST = KEY + "5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c";
    private static final String SECOND = KEY + "c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90";

    private Sandbox sandbox;
    private AtlasGateway atlas;
    private AwsGateway aws;
    private ExecutorService threads;
    private String project;
    private String cluster;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).settling(Duration.ZERO));
        threads = Executors.newVirtualThreadPerTaskExecutor();
        var gateways = SandboxGateways.within(sandbox, sandbox.clock(), threads);
        atlas = gateways.atlas();
        aws = gateways.aws();
    }

    @AfterAll
    void stop() {
        atlas.close();
        aws.close();
        threads.close();
        sandbox.close();
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, Needed",
        "second, Needed",
        "second 1h, Needed",
        "second 20h, Needed",
        "second 25h, Needed",
        "snapshot second 30d, Needed",
        "second first, Needed",
        "second 40d first, Needed",
        "second pause 900d, Needed",
        "pause second 900d, Needed",
        "pause second 900d resume, Needed",
        "second delete-keep 5d, Needed",
        "second delete-keep 900d 9d, Safe",
        // This snapshot is of a cluster that took the change, and names the new key.
        "second snapshot 30d, Safe",
        "snapshot second 900d 9d, Safe",
        "second 900d 9d, Safe",
        "second pit 900d 9d, Safe",
        "second 900d first, Needed",
        "search second 900d 9d, Safe",
        "search second 1h, Needed",
        "second 900d restore, Needed",
        "second 900d restore 9d, Safe",
    })
    void theFirstKey(String story, String verdict) {
        sandbox.load("default");
        sandbox.change(JsonNodeFactory.instance.objectNode().put("dailySnapshotRetentionDays", 0));
        project = sandbox.projectId("payments-prod");
        cluster = atlas.clusters(project).stream()
                .filter(Cluster::encrypted)
                .findFirst()
                .orElseThrow()
                .name();
        for (var act : story.split(" ")) {
            act(act);
        }
        var journal = new MemoryJournal(sandbox.clock(), new ArrayList<>());
        var nothing = new NoCache(journal);
        var service = new EncryptionService(
                new EncryptionService.Ports(
                        atlas, aws, journal, nothing, nothing, null, new Messages(Locale.ENGLISH, ZoneOffset.UTC)),
                Procedures.types(),
                new ConnectionInfo(true, "practice"),
                SandboxedConsole.WAITS,
                sandbox.clock());
        var now = service.survey(project, KeySurveyRequest.LISTING);
        var judged = OldKeys.judge(FIRST, OldKeys.evidence(now));
        assertThat(judged.getClass().getSimpleName())
                .as("%s at %s: %s", story, now.at(), judged)
                .isEqualTo(verdict);
    }

    private void act(String act) {
        switch (act) {
            case "nothing" -> {}
            case "first" -> use(FIRST);
            case "second" -> use(SECOND);
            case "pause" -> cluster("{\"paused\":true}");
            case "resume" -> cluster("{\"paused\":false}");
            case "pit" -> cluster("{\"pitEnabled\":true}");
            case "delete-keep" -> {
                cluster("{\"terminationProtectionEnabled\":false}");
                sandbox.advance(Duration.ofHours(1));
                send("DELETE", "/clusters/" + cluster + "?retainBackups=true", "2023-02-01", null);
            }
            case "snapshot" -> {
                send("POST", "/clusters/" + cluster + "/backup/snapshots", "2023-01-01", "{\"retentionInDays\":60}");
                sandbox.advance(Duration.ofHours(1));
            }
            case "search" ->
                send(
                        "POST",
                        "/clusters/" + cluster + "/search/deployment",
                        "2024-05-30",
                        "{\"specs\":[{\"instanceSize\":\"S20_HIGHCPU_NVME\",\"nodeCount\":2}]}");
            case "restore" -> {
                send("POST", "/clusters/" + cluster + "/backup/snapshots", "2023-01-01", "{\"retentionInDays\":60}");
                sandbox.advance(Duration.ofHours(1));
                var backups = atlas.backups(
                        project,
                        atlas.clusters(project).stream()
                                .filter(c -> c.name().equals(cluster))
                                .findFirst()
                                .orElseThrow());
                send(
                        "POST",
                        "/clusters/" + cluster + "/backup/restoreJobs",
                        "2023-01-01",
                        "{\"deliveryType\":\"automated\",\"snapshotId\":\""
                                + backups.getFirst().snapshot()
                                + "\",\"targetClusterName\":\"" + cluster + "\",\"targetGroupId\":\"" + project
                                + "\"}");
            }
            default ->
                sandbox.advance(
                        act.endsWith("h")
                                ? Duration.ofHours(Long.parseLong(act.replace("h", "")))
                                : Duration.ofDays(Long.parseLong(act.replace("d", ""))));
        }
    }

    private void use(String key) {
        var roleId = atlas.encryptionAtRest(project).awsKms().roleId().orElseThrow();
        send(
                "PATCH",
                "/encryptionAtRest",
                "2023-01-01",
                "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + roleId + "\",\"customerMasterKeyID\":\"" + key
                        + "\",\"region\":\"US_EAST_1\"}}");
    }

    private void cluster(String body) {
        send("PATCH", "/clusters/" + cluster, "2024-10-23", body);
    }

    private void send(String method, String path, String version, String body) {
        atlas.send(new AtlasRequest(
                "act", method, "/api/atlas/v2/groups/" + project + path, version, Optional.ofNullable(body)));
    }
}
