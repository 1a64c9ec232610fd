package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Patience;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.MovingClock;
import dev.cmkconsole.procedure.Situation;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Counts the sequential answers by holding every call, and verifies that a failing part leaves the others intact. */
@Timeout(Patience.SECONDS)
class SnapshotReaderTest {
    private static final Set<String> ATLAS = Set.of(
            "project", "accessRoles", "encryptionAtRest", "clusters", "flexClusters", "openAlerts", "isProjectOwner");
    private static final Set<String> AWS_OBJECTS = Set.of("key", "keyPolicy");
    private static final ReadScope CHOICE = new ReadScope(
            Optional.of(Situation.ROLE_NAME),
            Optional.of(new KeyReference.ByArn(Situation.KEY)),
            Optional.of(Situation.KEY.region()));
    private static final String R1 = "6a793f88c0eb9e7a17716581";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> asked = new TreeSet<>();
    private final Set<String> answered = new HashSet<>();
    private final Map<String, Object> answers = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final SnapshotReader reader =
            new SnapshotReader(gateway(AtlasGateway.class), gateway(AwsGateway.class), new MovingClock());
    private boolean held;

    SnapshotReaderTest() {
        var role = new AccessRole(
                R1,
                Situation.ATLAS_ACCOUNT,
                "ext",
                Optional.of(Situation.ROLE.toString()),
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                List.of());
        answers.put("project", Situation.PROJECT);
        answers.put("accessRoles", List.of(role));
        answers.put(
                "encryptionAtRest",
                new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.of(R1),
                                Optional.of(Situation.KEY.toString()),
                                Optional.of(Situation.KEY.region()),
                                Optional.empty(),
                                false,
                                true),
                        Set.of(),
                        false));
        answers.put("clusters", List.of(cluster("zebra")));
        answers.put("flexClusters", List.of(cluster("ape")));
        answers.put("openAlerts", List.of());
        answers.put("isProjectOwner", true);
        answers.put("caller", Situation.CALLER);
        answers.put(
                "role",
                Optional.of(new IamRole(
                        Situation.ROLE, "{}", Map.of(), List.of(), Optional.empty(), Instant.EPOCH, Map.of())));
        answers.put("key", "made from the question");
        answers.put("keyPolicy", Situation.DELEGATING);
    }

    @AfterEach
    void letGo() {
        executor.shutdownNow();
    }

    private static Cluster cluster(String name) {
        return new Cluster(
                "id",
                name,
                Cluster.TierKind.DEDICATED,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of(), 1, 10, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(true, false),
                EncryptionProvider.NONE);
    }

    private <T> T gateway(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (_, method, args) -> {
            var answer = call(method.getName());
            return !method.getName().equals("key")
                    ? answer
                    : args[0] instanceof KeyReference.ByArn(var arn)
                            ? Situation.customerKey(arn)
                            : Situation.customerKey(Situation.KEY);
        }));
    }

    private Object call(String name) throws InterruptedException {
        lock.lock();
        try {
            asked.add(name);
            changed.signalAll();
            while (held && !answered.contains(name)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        var failure = failures.get(name);
        if (failure != null) {
            throw new ServiceException(new Problem.Refused(
                    Problem.Origin.ATLAS,
                    name,
                    new Problem.ServiceError(400, failure, "no", List.of()),
                    Optional.empty(),
                    Instant.EPOCH));
        }
        return answers.get(name);
    }

    /** Waits until exactly these calls are unanswered, and answers them all: one round trip. */
    private void round(Set<String> calls) throws InterruptedException {
        lock.lock();
        try {
            while (!asked.containsAll(calls)) {
                assertThat(Patience.await(changed))
                        .as("still waiting for %s; asked so far %s", calls, asked)
                        .isTrue();
            }
            assertThat(asked).containsExactlyInAnyOrderElementsOf(calls);
            asked.clear();
            answered.addAll(calls);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Future<ProjectSnapshot> begin(ReadScope focus, Optional<ProjectSnapshot> before) {
        held = true;
        return executor.submit(() -> reader.read(Situation.PROJECT.id(), focus, before));
    }

    private ProjectSnapshot read() {
        return reader.read(Situation.PROJECT.id(), ReadScope.CONFIGURED, Optional.empty());
    }

    /** A snapshot of the present, after which the recorded calls are cleared. */
    private Optional<ProjectSnapshot> known() {
        var known = read();
        asked.clear();
        answered.clear();
        return Optional.of(known);
    }

    private static Set<String> with(Set<String> some, String... more) {
        var all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }

    @Test
    void aConfiguredProjectCostsTwoRoundTrips() throws Exception {
        var reading = begin(ReadScope.CONFIGURED, Optional.empty());
        round(with(ATLAS, "caller"));
        round(AWS_OBJECTS);

        var snapshot = Patience.get(reading);
        assertThat(snapshot.aws().key().value()).isPresent();
        assertThat(snapshot.aws().role())
                .as("takes two answers by itself, and only a choice asks for it")
                .isInstanceOf(Observed.NotRead.class);
        assertThat(snapshot.aws().keyPolicy().value()).contains(Situation.DELEGATING);
    }

    @Test
    void aBareKeyIdCostsTwoToo() throws Exception {
        answers.put(
                "encryptionAtRest",
                new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.empty(),
                                Optional.of(Situation.KEY.keyId()),
                                Optional.of(Situation.KEY.region()),
                                Optional.of("AKIA"),
                                false,
                                true),
                        Set.of(),
                        false));
        var reading = begin(ReadScope.CONFIGURED, Optional.empty());
        round(with(ATLAS, "caller"));
        round(AWS_OBJECTS);

        assertThat(Patience.get(reading).aws().keyPolicy().value()).contains(Situation.DELEGATING);
    }

    @Test
    void aChoiceThatNamesItsObjectsCostsOne() throws Exception {
        var reading = begin(CHOICE, Optional.empty());
        var all = with(ATLAS, "caller");
        all.addAll(AWS_OBJECTS);
        all.add("role");
        round(all);

        assertThat(Patience.get(reading).aws().key().value()).isPresent();
    }

    @Test
    void aProjectThatWasReadBeforeCostsOne() throws Exception {
        var reading = begin(ReadScope.CONFIGURED, known());
        var all = with(ATLAS, "caller");
        all.addAll(AWS_OBJECTS);
        round(all);

        assertThat(Patience.get(reading).aws().key().value()).isPresent();
    }

    @Test
    void whatWasKnownBeforeNeverAnswers() throws Exception {
        var before = known();
        answers.put("encryptionAtRest", new EncryptionAtRest(AwsKms.OFF, Set.of(), false));
        var reading = begin(ReadScope.CONFIGURED, before);
        var all = with(ATLAS, "caller");
        all.addAll(AWS_OBJECTS);
        round(all);

        assertThat(Patience.get(reading).aws().key())
                .as("the configuration is gone, and with it what it named")
                .isInstanceOf(Observed.NotRead.class);
    }

    @Test
    void anotherKeyThanBeforeIsAskedAnew() throws Exception {
        var before = known();
        answers.put(
                "encryptionAtRest",
                new EncryptionAtRest(
                        new AwsKms(
                                true,
                                Optional.of(R1),
                                Optional.of(Situation.OTHER_KEY.toString()),
                                Optional.of(Situation.OTHER_KEY.region()),
                                Optional.empty(),
                                false,
                                true),
                        Set.of(),
                        false));
        var reading = begin(ReadScope.CONFIGURED, before);
        var all = with(ATLAS, "caller");
        all.addAll(AWS_OBJECTS);
        round(all);

        assertThat(Patience.get(reading).aws().key().value().orElseThrow().arn())
                .isEqualTo(Situation.OTHER_KEY);
    }

    @Test
    void aFreshProjectCostsOne() throws Exception {
        answers.put("encryptionAtRest", new EncryptionAtRest(AwsKms.OFF, Set.of(), false));
        var reading = begin(ReadScope.CONFIGURED, Optional.empty());
        round(with(ATLAS, "caller"));

        assertThat(Patience.get(reading).aws().key()).isInstanceOf(Observed.NotRead.class);
    }

    @Test
    void bothKindsOfClustersAreOneListByName() {
        assertThat(read().clusters().value().orElseThrow())
                .extracting(Cluster::name)
                .containsExactlyInAnyOrder("ape", "zebra");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accessRoles",
                "encryptionAtRest",
                "clusters",
                "flexClusters",
                "openAlerts",
                "isProjectOwner",
                "caller",
                "role",
                "key",
                "keyPolicy"
            })
    void aPartThatFailsSaysSoInItsPlaceAndHidesNothingElse(String part) {
        failures.put(part, "BROKEN");
        var s = reader.read(Situation.PROJECT.id(), CHOICE, Optional.empty());
        var parts = Map.of(
                "accessRoles",
                s.roles(),
                "encryptionAtRest",
                s.encryption(),
                "clusters",
                s.clusters(),
                "flexClusters",
                s.clusters(),
                "openAlerts",
                s.alerts(),
                "isProjectOwner",
                s.projectOwner(),
                "caller",
                s.aws().caller(),
                "role",
                s.aws().role(),
                "key",
                s.aws().key(),
                "keyPolicy",
                s.aws().keyPolicy());

        assertThat(parts.get(part).problem().map(Problem::code)).contains("BROKEN");
        assertThat(parts.values().stream()
                        .filter(Observed.Failed.class::isInstance)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aProjectThatCannotBeReadIsNoSnapshot() {
        failures.put("project", "GROUP_NOT_FOUND");

        assertThatThrownBy(() -> read())
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("GROUP_NOT_FOUND"));
    }

    @Test
    void anInterruptEndsTheReading() throws Exception {
        held = true;
        var seen = new ConcurrentHashMap<String, String>();
        var thread = Thread.ofVirtual().start(() -> {
            try {
                read();
            } catch (ServiceException e) {
                seen.put("code", e.problem().code());
                seen.put("kept", String.valueOf(Thread.currentThread().isInterrupted()));
            }
        });
        lock.lock();
        try {
            while (!asked.contains("project")) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        thread.join();

        assertThat(seen).containsEntry("code", "INTERRUPTED").containsEntry("kept", "true");
    }
}
