package dev.cmkconsole.service.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.SandboxGateways;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.preflight.CheckReportText;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.PreflightReport.Conclusion;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.service.ConnectionInfo;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.service.run.SandboxedConsole;
import dev.cmkconsole.store.NoCache;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Named situations: the results of the checks are compared with the actual abilities of the sandbox's Atlas. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Alongside
class AccessSituationsTest {
    /** Facts that nobody can know before Atlas uses the role. */
    private static final Set<CheckId> NEVER_KNOWN = Set.of(CheckId.HIDDEN_POLICIES);
    /**
     * Situations where the checks are stricter than Atlas. They work today, but not for everybody, not permanently, or
     * not from everywhere.
     */
    private static final Set<CheckId> STRICTER = Set.of(
            CheckId.CONFUSED_DEPUTY,
            CheckId.SOURCE_ADDRESSES,
            CheckId.KEY_NOT_ALIAS,
            CheckId.WHO_AM_I,
            CheckId.OPERATOR_MAY_WRITE,
            CheckId.CLUSTER_TIER,
            CheckId.PROJECT_OWNER);

    private Sandbox sandbox;
    private AtlasGateway atlas;
    private AwsGateway aws;
    private ExecutorService threads;
    private EncryptionService service;
    private String project;

    @BeforeAll
    void start() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()).scenario("fresh"));
        threads = Executors.newVirtualThreadPerTaskExecutor();
        var gateways = SandboxGateways.within(sandbox, Clock.systemUTC(), threads);
        atlas = gateways.atlas();
        aws = gateways.aws();
        var journal = new MemoryJournal(Clock.systemUTC(), new ArrayList<>());
        var nothing = new NoCache(journal);
        var ports = new EncryptionService.Ports(
                atlas, aws, journal, nothing, nothing, null, new Messages(Locale.ENGLISH, ZoneOffset.UTC));
        service = new EncryptionService(
                ports, List.of(), new ConnectionInfo(true, "practice"), SandboxedConsole.WAITS, Clock.systemUTC());
    }

    @AfterAll
    void stop() {
        atlas.close();
        aws.close();
        threads.shutdown();
        sandbox.close();
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    Stream<DynamicTest> everySituation() {
        return Situations.ALL.stream()
                .map(situation -> DynamicTest.dynamicTest(situation.name(), () -> hold(situation)));
    }

    @Execution(ExecutionMode.SAME_THREAD)
    @Test
    void thereAreEnoughOfThemAndEachHasItsName() {
        assertThat(Situations.ALL).hasSizeGreaterThanOrEqualTo(60);
        assertThat(Situations.ALL.stream().map(Situations.Situation::name).distinct())
                .hasSameSizeAs(Situations.ALL);
    }

    /**
     * Faults often coincide. For any two together, no check passes what Atlas is refused, and none fails by mistake.
     */
    @Execution(ExecutionMode.SAME_THREAD)
    @TestFactory
    Stream<DynamicTest> situationsInPairs() {
        var known = Situations.ALL.stream().filter(s -> !s.hidden()).toList();
        return IntStream.range(0, known.size())
                .mapToObj(i -> List.of(known.get(i), known.get((i * 37 + 11) % known.size())))
                .map(pair -> DynamicTest.dynamicTest(
                        pair.getFirst().name() + " + " + pair.getLast().name(), () -> holdTogether(pair)));
    }

    private void holdTogether(List<Situations.Situation> pair) {
        var scene = arrange(s -> pair.forEach(one -> one.arrange().accept(s)));
        var report = check(scene.focus());
        var fails = ids(report, CheckOutcome.FAIL);
        var open = minus(ids(report, CheckOutcome.CANNOT_TELL), NEVER_KNOWN);
        if (atlasCan(scene)) {
            assertThat(STRICTER).as("a false failure%s", reasons(report)).containsAll(fails);
        } else {
            assertThat(fails.size() + open.size())
                    .as("a false pass%s", reasons(report))
                    .isPositive();
        }
    }

    private void hold(Situations.Situation situation) {
        var scene = arrange(situation.arrange());
        var report = check(scene.focus());
        var works = atlasCan(scene);

        assertThat(ids(report, CheckOutcome.FAIL))
                .as("fails%s", reasons(report))
                .isEqualTo(situation.fails());
        assertThat(minus(ids(report, CheckOutcome.CANNOT_TELL), NEVER_KNOWN))
                .as("cannot be told%s", reasons(report))
                .isEqualTo(situation.open());
        assertThat(report.with(CheckOutcome.FAIL))
                .allSatisfy(r ->
                        assertThat(r.verdict().fixes()).as(r.id().toString()).isNotEmpty());
        assertThat(works).as("what Atlas can do").isEqualTo(situation.works());
        if (!works && !situation.hidden()) {
            assertThat(situation.fails().size() + situation.open().size())
                    .as("a false pass")
                    .isPositive();
        }
        if (works) {
            assertThat(STRICTER).as("a false failure").containsAll(situation.fails());
        }
        assertThat(report.conclusion())
                .as("before Atlas has tried, something is always open")
                .isNotEqualTo(Conclusion.PASSES);
        if (works && situation.fails().isEmpty() && situation.open().isEmpty()) {
            var proved = check(CheckFocus.CONFIGURED);
            assertThat(proved.conclusion())
                    .as("once Atlas uses it%s", reasons(proved))
                    .isEqualTo(Conclusion.PASSES);
        }
    }

    private Scene arrange(Consumer<Scene> how) {
        sandbox.reset();
        project = sandbox.projectId("analytics-dev");
        atlas.send(new AtlasRequest(
                "createCloudProviderAccess",
                "POST",
                "/api/atlas/v2/groups/" + project + "/cloudProviderAccess",
                "2023-01-01",
                Optional.of("{\"providerName\":\"AWS\"}")));
        var record = record();
        var scene = new Scene(record.externalId(), record.atlasAccountArn(), sandbox.awsOperator());
        how.accept(scene);
        sandbox.aws().load(scene.root);
        return scene;
    }

    private AccessRole record() {
        return atlas.accessRoles(project).getLast();
    }

    private PreflightReport check(CheckFocus focus) {
        var arrived = new ArrayList<CheckResult>();
        var report = service.check(project, focus, arrived::add);
        assertThat(new CheckReportText(new Messages(Locale.ENGLISH, ZoneOffset.UTC)).text(report))
                .as("every text has its words")
                .doesNotContainPattern("check\\.[a-z]|\\{\\d");
        assertThat(arrived).as("what arrived one by one").containsExactlyInAnyOrderElementsOf(report.results());
        return report;
    }

    /** Authorizes the role and saves the key, as the enable procedure would. */
    private boolean atlasCan(Scene scene) {
        var role = "/api/atlas/v2/groups/" + project + "/cloudProviderAccess/" + record().roleId();
        var key = KeyReference.parse(scene.keyEntered);
        var region = key instanceof KeyReference.ByArn(var arn) && scene.region.isEmpty()
                ? arn.region()
                : AwsRegion.of(scene.region.orElse("us-east-1"));
        try {
            atlas.send(new AtlasRequest(
                    "authorizeProviderAccessRole",
                    "PATCH",
                    role,
                    "2023-01-01",
                    Optional.of("{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + scene.roleArn + "\"}")));
            atlas.send(new AtlasRequest(
                    "updateEncryptionAtRest",
                    "PATCH",
                    "/api/atlas/v2/groups/" + project + "/encryptionAtRest",
                    "2023-01-01",
                    Optional.of("{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + record().roleId()
                            + "\",\"customerMasterKeyID\":\"" + scene.keyEntered + "\",\"region\":\""
                            + region.atlasName() + "\"}}")));
            return true;
        } catch (ServiceException e) {
            assertThat(e.problem().code())
                    .isIn(
                            "CANNOT_ASSUME_ROLE",
                            "INVALID_AWS_CREDENTIALS",
                            "NO_PERMISSION_TO_ENCRYPT_DECRYPT",
                            "AWS_CUSTOMER_MASTER_KEY_NOT_FOUND",
                            "AWS_KMS_CUSTOMER_MASTER_KEY_NOT_ENABLED",
                            "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_DELETION",
                            "AWS_KMS_CUSTOMER_MASTER_KEY_PENDING_IMPORT");
            return false;
        }
    }

    private static Set<CheckId> ids(PreflightReport report, CheckOutcome word) {
        return report.with(word).stream().map(CheckResult::id).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<CheckId> minus(Set<CheckId> some, Set<CheckId> others) {
        var rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static String reasons(PreflightReport report) {
        return report.results().stream()
                .filter(r -> r.verdict().outcome() != CheckOutcome.PASS)
                .map(r -> "\n  " + r.id() + " " + r.verdict().outcome() + " "
                        + r.verdict().reason() + " " + r.verdict().reasoning())
                .collect(Collectors.joining());
    }
}
