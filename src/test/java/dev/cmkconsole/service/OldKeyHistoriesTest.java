package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cmkconsole.SandboxGateways;
import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.KeySurveyRequest;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.need.OldKeys;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.store.NoCache;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * No key is called safe while the sandbox's Atlas holds something that needs it. Keys, clusters, snapshots and restore
 * windows come and go at random. The test notes as it happens what needs which key, and does not read it from the
 * reader's sources.
 */
@Tag("long")
class OldKeyHistoriesTest {
    private static final int STEPS = 12;
    private static final Duration LONGEST_CHANGE = Duration.ofHours(22);
    private static final AwsRegion REGION = new AwsRegion("us-east-1");
    private static Sandbox sandbox;
    private static AtlasGateway atlas;
    private static AwsGateway aws;
    private static ExecutorService threads;
    private static int judged;
    private static int safe;

    /** Time passes only where a life lets it: what it notes would otherwise be late by as long as the machine takes. */
    @BeforeContainer
    static void open() {
        judged = 0;
        safe = 0;
        sandbox = Sandbox.start(
                SandboxOptions.defaults(Clock.systemUTC()).speed(0).settling(Duration.ZERO));
        threads = Executors.newVirtualThreadPerTaskExecutor();
        var gateways = SandboxGateways.within(sandbox, sandbox.clock(), threads);
        atlas = gateways.atlas();
        aws = gateways.aws();
    }

    @AfterContainer
    static void close() {
        atlas.close();
        aws.close();
        threads.close();
        sandbox.close();
        assertThat(judged).as("verdicts asked for").isGreaterThan(800);
        assertThat(safe).as("a judge who never calls a key safe would pass too").isGreaterThan(10);
    }

    @Property(tries = 16, shrinking = ShrinkingMode.OFF)
    void neverSafeWhileTheSandboxHoldsSomethingThatNeedsTheKey(@ForAll long seed) {
        sandbox.load("default");
        new Life(seed).live();
    }

    /** One random history of a project, with the actual need for each key. */
    private static final class Life {
        private final long seed;
        private final Random random;
        private final String project = sandbox.projectId("payments-prod");
        private final List<KeyArn> keys = new ArrayList<>();
        private final String roleId =
                atlas.encryptionAtRest(project).awsKms().roleId().orElseThrow();
        private final EncryptionService service;
        /** Which key each snapshot was taken with. */
        private final Map<String, KeyArn> taken = new HashMap<>();
        /** Snapshots without a noted key: those that the scenario began with. */
        private final Set<String> known = new HashSet<>();
        /** By cluster: the key that its nodes have. */
        private final Map<String, KeyArn> deployed = new TreeMap<>();
        /** By cluster and key: the last moment at which its nodes had it. */
        private final Map<String, Map<KeyArn, Instant>> oplog = new TreeMap<>();

        private KeyArn configured =
                KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
        private final Set<String> kept = new HashSet<>();
        private List<Cluster> there = List.of();
        /** By cluster: when its nodes have the configured key at the latest, if nothing else updates them. */
        private final Map<String, Instant> waiting = new HashMap<>();

        private final long delay;
        private final long change;
        private int window = 7;
        private Instant noted = sandbox.clock().instant();

        Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            keys.add(configured);
            keys.add(KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90"));
            keys.add(KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/4f0e2d81-7a53-4c9b-96ee-1d8b5c3a6b20"));
            aws.send(new AwsRequest.CreateKey(
                    new NewKey(project, "alias/many-regions", "", Map.of(), REGION, Optional.empty(), true)));
            keys.add(aws.keys(REGION).stream()
                    .filter(k -> k.multiRegion())
                    .findFirst()
                    .orElseThrow()
                    .arn());
            aws.send(new AwsRequest.PutRolePolicy("atlas-payments", "everything", """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}\
                """));
            delay = List.of(0L, 1800L, 72_000L).get(random.nextInt(3));
            change = random.nextBoolean() ? 15 : 7200;
            var journal = new MemoryJournal(sandbox.clock(), new ArrayList<>());
            var nothing = new NoCache(journal);
            service = new EncryptionService(
                    new EncryptionService.Ports(
                            atlas,
                            aws,
                            journal,
                            nothing,
                            nothing,
                            null,
                            new dev.cmkconsole.text.Messages(java.util.Locale.ENGLISH, java.time.ZoneOffset.UTC)),
                    Procedures.types(),
                    new ConnectionInfo(true, "practice"),
                    SandboxedConsole.WAITS,
                    sandbox.clock());
            var switches = JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "multiRegionMasterKey",
                            List.of("uuid", "verbatim", "absent").get(random.nextInt(3)))
                    // What a snapshot was taken with is noted exactly only where the nodes take a key at once.
                    .put("dailySnapshotRetentionDays", delay > 0 ? 0 : random.nextInt(4))
                    .put("longSnapshots", random.nextBoolean())
                    .put("keyChangeDelaySeconds", delay)
                    .put("keyChangeSeconds", change);
            sandbox.change(switches);
            // Snapshots of the scenario's past use the second key only where they name it. This is read once, before
            // anything else happens.
            atlas.clusters(project)
                    .forEach(c -> atlas.backups(project, c).forEach(b -> {
                        known.add(b.snapshot());
                        b.masterKey()
                                .flatMap(name -> keys.stream()
                                        .filter(k -> k.keyId().equals(name))
                                        .findFirst())
                                .ifPresent(k -> taken.put(b.snapshot(), k));
                    }));
            note(configured);
        }

        void live() {
            for (int i = 0; i < STEPS; i++) {
                var before = configured;
                String did = act(random.nextInt(12));
                note(before);
                judge(did, i);
            }
            sandbox.advance(Duration.ofDays(20));
            note(configured);
            judge("a long time passed", STEPS);
        }

        private String act(int which) {
            var clusters = atlas.clusters(project);
            var some = clusters.get(random.nextInt(clusters.size()));
            try {
                switch (which) {
                    case 0, 1, 2 -> {
                        var next = keys.get(random.nextInt(keys.size()));
                        send(
                                "PATCH",
                                "/encryptionAtRest",
                                "2023-01-01",
                                "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + roleId + "\",\"customerMasterKeyID\":\""
                                        + next + "\",\"region\":\"US_EAST_1\"}}");
                        if (!next.equals(configured)) {
                            var due = sandbox.clock().instant().plusSeconds(delay + change);
                            clusters.stream()
                                    .filter(c -> c.encrypted() && !c.paused())
                                    .forEach(c -> waiting.put(c.id(), due));
                        }
                        configured = next;
                        return "key changed to " + next.keyId();
                    }
                    case 3 -> {
                        if (delay > 0) {
                            return "no snapshot";
                        }
                        send(
                                "POST",
                                "/clusters/" + some.name() + "/backup/snapshots",
                                "2023-01-01",
                                "{\"description\":\"\",\"retentionInDays\":" + (1 + random.nextInt(9)) + "}");
                    }
                    case 4 ->
                        send(
                                "PATCH",
                                "/clusters/" + some.name(),
                                "2024-10-23",
                                "{\"pitEnabled\":" + !some.pitEnabled() + "}");
                    case 5 ->
                        send(
                                "PATCH",
                                "/clusters/" + some.name(),
                                "2024-10-23",
                                "{\"encryptionAtRestProvider\":\"" + (some.encrypted() ? "NONE" : "AWS") + "\"}");
                    case 6 ->
                        send("PATCH", "/clusters/" + some.name(), "2024-10-23", "{\"paused\":" + !some.paused() + "}");
                    case 7 ->
                        send(
                                "DELETE",
                                "/clusters/" + some.name() + "?retainBackups=" + random.nextBoolean(),
                                "2023-02-01",
                                null);
                    case 8 -> {
                        window = 1 + random.nextInt(9);
                        sandbox.change(JsonNodeFactory.instance.objectNode().put("restoreWindowDays", window));
                        return "restore window of " + window + " days";
                    }
                    case 9 -> sandbox.advance(Duration.ofSeconds(1 + random.nextInt(60)));
                    case 10 -> sandbox.advance(Duration.ofHours(1 + random.nextInt(30)));
                    default -> sandbox.advance(Duration.ofDays(1 + random.nextInt(12)));
                }
                if (which >= 4 && which <= 6) {
                    waiting.remove(some.id());
                }
                return "act " + which + " on " + some.name();
            } catch (ServiceException e) {
                return "act " + which + " on " + some.name() + " was refused: "
                        + e.problem().code();
            }
        }

        private void send(String method, String path, String version, String body) {
            atlas.send(new AtlasRequest(
                    "act", method, "/api/atlas/v2/groups/" + project + path, version, Optional.ofNullable(body)));
        }

        /** @param during the key that was configured while whatever is new came to be */
        private void note(KeyArn during) {
            var now = sandbox.clock().instant();
            there = atlas.clusters(project);
            kept.clear();
            var settledNow =
                    there.stream().filter(Life::settled).map(Cluster::id).collect(Collectors.toSet());
            for (var cluster : atlas.clustersWithKeptBackups(project)) {
                var names = oplog.computeIfAbsent(cluster.id(), _ -> new HashMap<>());
                var backups = atlas.backups(project, cluster);
                backups.forEach(b -> kept.add(b.snapshot()));
                backups.stream()
                        .filter(b -> known.add(b.snapshot()) && cluster.encrypted())
                        .forEach(b -> taken.put(b.snapshot(), during));
                if (deployed.containsKey(cluster.id())) {
                    // A change that is over by now ended soon after it was last seen in progress.
                    var changed = noted.plus(LONGEST_CHANGE);
                    names.put(
                            deployed.get(cluster.id()),
                            settledNow.contains(cluster.id()) && changed.isBefore(now) ? changed : now);
                }
            }
            noted = now;
            for (var cluster : there) {
                boolean waits = waiting.getOrDefault(cluster.id(), now).isAfter(now);
                if (waits && cluster.encrypted() && deployed.containsKey(cluster.id())) {
                    oplog.get(cluster.id()).put(deployed.get(cluster.id()), now);
                } else if (settled(cluster) && cluster.encrypted()) {
                    deployed.put(cluster.id(), configured);
                    oplog.get(cluster.id()).put(configured, now);
                } else if (settled(cluster)) {
                    deployed.remove(cluster.id());
                }
            }
        }

        /** A change ends before a cluster is paused, but a key that comes later waits until it is resumed. */
        private static boolean settled(Cluster cluster) {
            return cluster.idle() && !(cluster.paused() && cluster.encrypted());
        }

        private boolean needed(KeyArn key) {
            if (key.equals(configured)) {
                return true;
            }
            var now = sandbox.clock().instant();
            if (there.stream().anyMatch(c -> key.equals(deployed.get(c.id())))) {
                return true;
            }
            if (there.stream()
                    .filter(Cluster::pitEnabled)
                    .anyMatch(c -> oplog.get(c.id())
                            .getOrDefault(key, Instant.MIN)
                            .isAfter(now.minus(Duration.ofDays(window))))) {
                return true;
            }
            return kept.stream().anyMatch(id -> key.equals(taken.get(id)));
        }

        private void judge(String did, int step) {
            ProjectSnapshot now = service.survey(project, KeySurveyRequest.LISTING);
            var evidence = OldKeys.evidence(now);
            for (var key : keys) {
                judged++;
                if (OldKeys.judge(key.toString(), evidence) instanceof KeyNeedVerdict.Safe) {
                    safe++;
                    assertThat(needed(key))
                            .as(
                                    "seed %d, step %d (%s): %s is called safe; configured %s, taken %s, deployed %s,"
                                            + " oplog %s, window %d",
                                    seed, step, did, key, configured, taken, deployed, oplog, window)
                            .isFalse();
                }
            }
            assertThat(now.survey().value().orElseThrow().keys())
                    .extracting(k -> k.arn())
                    .contains(Optional.of(configured));
            assertThat(now.encryption().value().orElseThrow().awsKms().customerMasterKeyId())
                    .contains(configured.toString());
        }
    }
}
