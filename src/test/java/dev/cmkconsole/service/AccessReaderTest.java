package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.ProjectEvent;
import dev.cmkconsole.model.atlas.backup.BackupSchedule;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.Preflight;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.need.Deployments;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.store.NoCache;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the sequential answers that the checks wait for, and verifies that results arrive as they become known. */
class AccessReaderTest {
    private static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final AwsRegion REGION = new AwsRegion("us-east-1");
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas");
    private static final String PROJECT = "5f2a00000000000000000001";

    private final Map<String, Supplier<Object>> answers = new HashMap<>();
    private final MemoryJournal history =
            new MemoryJournal(Clock.fixed(NOW.minus(Duration.ofDays(200)), ZoneOffset.UTC), new ArrayList<>());

    AccessReaderTest() {
        configured(KEY.toString());
        answers.put("project", () -> new Project(PROJECT, "payments", "5f0000000000000000000001", 1, NOW));
        answers.put("isProjectOwner", () -> true);
        answers.put(
                "accessRoles",
                () -> List.of(new AccessRole(
                        "6a793f88c0eb9e7a17716581",
                        "arn:aws:iam::536727724300:root",
                        "id-1",
                        Optional.of(ROLE.toString()),
                        NOW,
                        Optional.of(NOW),
                        List.of())));
        answers.put(
                "clusters",
                () -> List.of(new Cluster(
                        "c",
                        "orders",
                        Cluster.TierKind.DEDICATED,
                        new ClusterShape("REPLICASET", "M30", List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                        new ClusterStatus("IDLE", false),
                        new ClusterBackup(true, false),
                        EncryptionProvider.AWS)));
        for (var name : List.of("flexClusters", "clusterAddresses", "atlasAddresses", "simulate", "grants")) {
            answers.put(name, List::of);
        }
        answers.put(
                "backups",
                () -> List.of(new KeyBackup(
                        "orders",
                        "s",
                        Optional.of("0d6f7c1e-3a54-4c3b-9e0a-5a1f9b7c7f3c"),
                        Optional.of(NOW),
                        Optional.empty())));
        answers.put("clustersWithKeptBackups", answers.get("clusters"));
        for (var name : List.of("events", "restoreJobs", "openAlerts")) {
            answers.put(name, List::of);
        }
        answers.put("compliancePolicy", Optional::empty);
        answers.put("searchNodesState", Optional::empty);
        answers.put(
                "backupSchedule",
                () -> new BackupSchedule(Optional.empty(), Optional.empty(), Optional.of(Duration.ZERO)));
        caller("arn:aws:iam::111122223333:user/dana");
        answers.put("defaultRegion", () -> Optional.of(REGION));
        answers.put(
                "role",
                () -> Optional.of(new IamRole(
                        ROLE,
                        AtlasPolicies.trust("arn:aws:iam::536727724300:root", "id-1")
                                .raw(),
                        Map.of(),
                        List.of(),
                        Optional.empty(),
                        NOW,
                        Map.of())));
        answers.put("managedPolicies", () -> new ManagedPolicies(List.of(), Optional.empty()));
        answers.put(
                "key",
                () -> new CustomerKey(
                        KEY,
                        "",
                        List.of(),
                        new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", false),
                        new KeyLifecycle(KeyState.of("Enabled"), NOW, Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        Optional.empty()));
        answers.put(
                "keyPolicy",
                () -> AtlasPolicies.defaultKeyPolicy("aws", "111122223333").raw());
        answers.put("keyTags", Map::of);
        for (var name : List.of("materialExpiry", "lastUse", "accessKeyLastUse")) {
            answers.put(name, Optional::empty);
        }
        answers.put("tryEncrypt", () -> null);
    }

    private void configured(String key) {
        answers.put(
                "encryptionAtRest",
                () -> new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.of("6a793f88c0eb9e7a17716581"),
                                Optional.of(key),
                                Optional.of(REGION),
                                Optional.empty(),
                                false,
                                true),
                        Set.of(),
                        false));
    }

    private void caller(String arn) {
        answers.put("caller", () -> new AwsCaller("111122223333", arn, "AROAEXAMPLE:dana"));
    }

    private <T> T gateway(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (_, method, _) -> answers.get(method.getName()).get()));
    }

    private AccessReader reader() {
        return reader(CLOCK);
    }

    private AccessReader reader(Clock clock) {
        var atlas = gateway(AtlasGateway.class);
        var aws = gateway(AwsGateway.class);
        return new AccessReader(
                atlas,
                aws,
                new PastKeys(
                        new KeyReader(
                                atlas, aws, new NoCache(new MemoryJournal(CLOCK, new ArrayList<>())), history, CLOCK),
                        Optional.empty()),
                clock);
    }

    private int longest(CheckFocus focus) {
        return reader().read(PROJECT, focus, _ -> {}).rounds().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElseThrow();
    }

    private static CheckFocus named(String key) {
        return CheckFocus.of(Optional.of(ROLE), Optional.of(KeyReference.parse(key)), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"arn:aws:iam::111122223333:user/dana", "arn:aws:sts::111122223333:assumed-role/operators/dana"})
    void whateverIsAskedAtMostFourAnswersComeOneAfterTheOther(String who) {
        caller(who);
        assertThat(longest(CheckFocus.CONFIGURED)).isLessThanOrEqualTo(4);
        assertThat(longest(named(KEY.toString()))).isLessThanOrEqualTo(4);
        assertThat(longest(named(KEY.keyId()))).isLessThanOrEqualTo(4);
        assertThat(longest(named("alias/atlas"))).isLessThanOrEqualTo(4);
        configured(KEY.keyId());
        assertThat(longest(CheckFocus.CONFIGURED)).isLessThanOrEqualTo(4);
    }

    /** Somebody else may have changed the key later than this program, and before the feed begins. */
    @Test
    void aChangeBeforeTheFeedBeginsDoesNotDateTheEndOfCopies() {
        history.append(JournalDraft.of(
                        EntryKind.INTENT,
                        new RunOrigin("r1", "rotate", "operator", "practice", PROJECT, "payments"),
                        StepAttempt.of("save", 1, "Save the key", Reversibility.COMPENSATE))
                .withChange(new ChangeRequest(
                        Optional.empty(),
                        Optional.of("PATCH /api/atlas/v2/groups/" + PROJECT
                                + "/encryptionAtRest\n{\"awsKms\":{\"customerMasterKeyID\":\"" + KEY + "\"}}"),
                        Optional.empty())));
        answers.put(
                "backupSchedule",
                () -> new BackupSchedule(Optional.empty(), Optional.empty(), Optional.of(Duration.ofDays(1000))));
        assertThat(copies()).contains(new ClusterUse.Copies(Optional.empty()));

        var lately = NOW.minus(Duration.ofDays(10));
        answers.put("events", () -> List.of(new ProjectEvent(Deployments.CONFIGURED, Optional.empty(), lately)));
        assertThat(copies().orElseThrow().end())
                .hasValueSatisfying(end -> assertThat(end).isAfter(lately.plus(Duration.ofDays(1000))));
    }

    private Optional<ClusterUse.Copies> copies() {
        return reader().read(PROJECT, CheckFocus.CONFIGURED, _ -> {})
                .facts()
                .known(Evidence.SURVEY)
                .orElseThrow()
                .clusters()
                .value()
                .orElseThrow()
                .getFirst()
                .copies();
    }

    @Test
    void whatIsNamedIsNotWaitedFor() {
        var rounds = reader().read(PROJECT, named(KEY.toString()), _ -> {}).rounds();
        assertThat(rounds)
                .containsEntry(Evidence.SIMULATION, 1)
                .containsEntry(Evidence.KEY_POLICY, 1)
                .containsEntry(Evidence.ENCRYPTION, 1)
                .containsEntry(Evidence.MANAGED, 3);
    }

    @Test
    void everyPartIsSettledWhateverFails() {
        answers.replaceAll((name, answer) -> name.equals("project")
                ? answer
                : () -> {
                    throw new ServiceException(new Problem.Local("test", "NO_AWS_CREDENTIALS", "none", NOW));
                });
        var reading = reader().read(PROJECT, CheckFocus.CONFIGURED, _ -> {});
        assertThat(Preflight.CHECKS)
                .allSatisfy(check -> assertThat(check.needs()).allMatch(reading.facts()::settled));
    }

    /** The verdicts about expiry and about conditions on the time depend on it. */
    @Test
    void theTimeIsTheServicesAlsoBeforeTheFirstAnswer() {
        var clock = new ServiceClock(Clock.fixed(NOW.plus(Duration.ofDays(8)), ZoneOffset.UTC));
        var project = answers.get("project");
        answers.put("project", () -> {
            clock.seen(Problem.Origin.ATLAS, NOW);
            return project.get();
        });
        assertThat(reader(clock)
                        .read(PROJECT, CheckFocus.CONFIGURED, _ -> {})
                        .facts()
                        .at())
                .isBetween(NOW.minusSeconds(60), NOW.plusSeconds(1));
    }

    @Test
    void aProjectThatCannotBeReadEndsIt() {
        answers.put("project", () -> {
            throw new ServiceException(new Problem.Local("getGroup", "GROUP_NOT_FOUND", "none", NOW));
        });
        assertThatThrownBy(() -> longest(CheckFocus.CONFIGURED))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("GROUP_NOT_FOUND"));
    }

    @Test
    void answersArriveWhileOthersAreStillAwaited() {
        var gate = new CountDownLatch(1);
        var slow = answers.get("managedPolicies");
        answers.put("managedPolicies", () -> {
            await(gate);
            return slow.get();
        });
        var arrived = new ArrayList<CheckId>();
        var preflight = new Preflight(result -> {
            arrived.add(result.id());
            if (result.id() == CheckId.KEY_STATE) {
                gate.countDown();
            }
        });
        reader().read(PROJECT, CheckFocus.CONFIGURED, preflight::consider);
        assertThat(arrived)
                .contains(CheckId.KEY_STATE, CheckId.PERMISSIONS_BOUNDARY)
                .doesNotHaveDuplicates();
        assertThat(arrived.indexOf(CheckId.PERMISSIONS_BOUNDARY)).isGreaterThan(arrived.indexOf(CheckId.KEY_STATE));
    }

    @Test
    void itCanBeStopped() throws Exception {
        var never = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        answers.put("keyPolicy", () -> {
            asked.countDown();
            await(never);
            return "";
        });
        var ended = new ArrayList<Problem>();
        var thread = Thread.ofPlatform().start(() -> {
            try {
                longest(CheckFocus.CONFIGURED);
            } catch (ServiceException e) {
                ended.add(e.problem());
            }
        });
        asked.await();
        thread.interrupt();
        thread.join();
        assertThat(ended)
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("INTERRUPTED"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServiceException(new Problem.Local("test", "INTERRUPTED", "stopped", NOW), e);
        }
    }
}
