package dev.cmkconsole.app.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.Hurried;
import dev.cmkconsole.Patience;
import dev.cmkconsole.atlas.AtlasClient;
import dev.cmkconsole.atlas.AtlasCredential;
import dev.cmkconsole.atlas.AtlasSettings;
import dev.cmkconsole.atlas.Pause;
import dev.cmkconsole.aws.AwsConnection;
import dev.cmkconsole.aws.AwsGatewayClient;
import dev.cmkconsole.aws.AwsSettings;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.SignedIn;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Problem.Effect;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AtlasGateway;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.model.state.NeededRegions;
import dev.cmkconsole.model.state.ProjectState;
import dev.cmkconsole.sandbox.Sandbox;
import dev.cmkconsole.sandbox.SandboxOptions;
import dev.cmkconsole.sandbox.http.Fault;
import dev.cmkconsole.secret.Secret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both gateways against healthy services, with the variables that the sandbox prints for other programs. */
@Alongside
class GatewaysAgainstSandboxTest {
    private static final AtlasSettings ATLAS = Patience.atlas(3);
    private static final AwsSettings AWS = Patience.aws();

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private Sandbox sandbox;
    private EnvironmentConnection connection;
    private AtlasGateway atlas;
    private AwsGateway aws;

    @BeforeEach
    void connect() {
        sandbox = Sandbox.start(SandboxOptions.defaults(Clock.systemUTC()));
        var environment = new HashMap<String, String>();
        for (var line : sandbox.report().exports()) {
            if (line.startsWith("export ")) {
                var pair = line.substring(7).split("=", 2);
                environment.put(pair[0], pair[1].replaceAll("^['\"]|['\"]$", ""));
            }
        }
        connection = EnvironmentConnection.from(environment, sandbox.clock());
        atlas = atlas(connection.atlasCredential());
        aws = new AwsGatewayClient(connection.aws(), AWS, executor, sandbox.clock());
    }

    @AfterEach
    void disconnect() {
        atlas.close();
        aws.close();
        executor.shutdownNow();
        sandbox.close();
    }

    private AtlasClient atlas(AtlasCredential credential) {
        return new AtlasClient(
                connection.atlasAddress(), credential, ATLAS, sandbox.clock(), new Random(1), Pause.REAL);
    }

    private static Problem problemOf(ThrowingCallable call) {
        return catchThrowableOfType(ServiceException.class, call).problem();
    }

    private static AtlasRequest change(
            String operation, String method, String project, String path, String version, String body) {
        return new AtlasRequest(
                operation, method, "/api/atlas/v2/groups/" + project + path, version, Optional.of(body));
    }

    @Test
    void whatTheScenarioHoldsIsRead() {
        assertThat(atlas.whoAmI().kind()).isEqualTo(SignedIn.CredentialKind.API_KEY);
        assertThat(atlas.projects())
                .extracting(p -> p.name())
                .contains("payments-prod", "ledger-legacy", "analytics-dev", "reporting-staging", "archive");
        assertThat(List.of("payments-prod", "ledger-legacy", "analytics-dev", "archive"))
                .extracting(name -> posture(sandbox.projectId(name)))
                .containsExactly(Posture.ROLE_BASED, Posture.ON_CREDENTIALS, Posture.NOT_SET_UP, Posture.KEY_INVALID);
        var fresh = sandbox.projectId("analytics-dev");
        assertThat(atlas.clusters(fresh))
                .extracting(Cluster::obstacle)
                .contains(
                        Optional.of(Cluster.Obstacle.SHARED_TIER),
                        Optional.of(Cluster.Obstacle.PAUSED),
                        Optional.empty());
        assertThat(atlas.flexClusters(fresh)).hasSize(1);
        assertThat(atlas.accessRoles(sandbox.projectId("reporting-staging")))
                .extracting(AccessRole::state)
                .containsExactly(AccessRole.RoleRecordState.IN_PROGRESS);
        assertThat(atlas.isProjectOwner(fresh)).isTrue();
    }

    @Test
    void aServiceAccountAndAReaderAreToldApart() {
        var fresh = sandbox.projectId("analytics-dev");
        var account = sandbox.serviceAccount();
        try (var byToken = atlas(new AtlasCredential.ServiceAccount(account.user(), Secret.of(account.secret())))) {
            assertThat(byToken.whoAmI().kind()).isEqualTo(SignedIn.CredentialKind.SERVICE_ACCOUNT);
            assertThat(byToken.isProjectOwner(fresh)).isTrue();
        }
        var reader = sandbox.readOnlyKey();
        try (var reading = atlas(new AtlasCredential.ApiKey(reader.user(), Secret.of(reader.secret())))) {
            assertThat(reading.isProjectOwner(fresh)).isFalse();
            assertThat(problemOf(() -> reading.send(change(
                            "createCloudProviderAccess",
                            "POST",
                            fresh,
                            "/cloudProviderAccess",
                            "2023-01-01",
                            "{\"providerName\":\"AWS\"}"))))
                    .isInstanceOf(Problem.Refused.class);
        }
        try (var wrong = atlas(new AtlasCredential.ApiKey(reader.user(), Secret.of("wrong")))) {
            assertThat(problemOf(wrong::whoAmI)).isInstanceOf(Problem.NotSignedIn.class);
        }
    }

    @Test
    void keysAreListedDescribedAndResolved() {
        var region = new AwsRegion("us-east-1");
        var keys = aws.keys(region);
        assertThat(keys)
                .extracting(CustomerKey::unusable)
                .contains(Optional.empty(), Optional.of(CustomerKey.Unusable.DISABLED));
        var named = keys.stream()
                .filter(k -> k.unusable().isEmpty() && !k.aliases().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThat(aws.key(KeyReference.parse(named.aliases().getFirst()), region))
                .isEqualTo(named);
        assertThat(aws.key(KeyReference.parse(named.arn().toString()), new AwsRegion("eu-west-1")))
                .isEqualTo(named);
        assertThat(aws.key(new KeyReference.ById(named.arn().keyId()), region)).isEqualTo(named);
        assertThat(aws.keyPolicy(named.arn())).contains("\"Statement\"");
        assertThat(problemOf(() -> aws.key(new KeyReference.ById(named.arn().keyId()), new AwsRegion("eu-west-1")))
                        .code())
                .isEqualTo("NotFoundException");
        assertThat(aws.caller().account()).isEqualTo(named.arn().account());
        assertThat(aws.roles()).isNotEmpty();
    }

    @Test
    void aProjectIsTakenFromNothingToItsOwnKey() {
        var project = sandbox.projectId("analytics-dev");
        var key = aws.keys(new AwsRegion("us-east-1")).stream()
                .filter(k -> k.unusable().isEmpty())
                .findFirst()
                .orElseThrow()
                .arn();
        atlas.send(change(
                "createCloudProviderAccess",
                "POST",
                project,
                "/cloudProviderAccess",
                "2023-01-01",
                "{\"providerName\":\"AWS\"}"));
        var access = atlas.accessRoles(project).getFirst();

        var trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
                + access.atlasAccountArn()
                + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\""
                + access.externalId() + "\"}}}]}";
        assertThat(aws.role("analytics")).isEmpty();
        aws.send(new AwsRequest.CreateRole(
                "analytics",
                trust.replace(access.externalId(), "first-draft"),
                "for a test",
                Map.of("ManagedBy", "cmk-console")));
        sandbox.advance(Duration.ofMinutes(5));
        aws.send(new AwsRequest.UpdateTrustPolicy(
                "analytics", aws.role("analytics").orElseThrow().trustPolicy(), trust));
        aws.send(new AwsRequest.PutRolePolicy(
                "analytics",
                "AtlasEncryptionAtRest",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                        + "\"Action\":[\"kms:DescribeKey\",\"kms:Encrypt\",\"kms:Decrypt\"],\"Resource\":[\"" + key
                        + "\"]}]}"));
        sandbox.advance(Duration.ofMinutes(5));
        var role = aws.role("analytics").orElseThrow();
        assertThat(role.tags()).containsEntry("ManagedBy", "cmk-console");
        assertThat(role.inlinePolicies()).containsOnlyKeys("AtlasEncryptionAtRest");
        assertThat(problemOf(() -> aws.send(new AwsRequest.UpdateTrustPolicy("analytics", "{\"Statement\":[]}", trust)))
                        .code())
                .isEqualTo("CHANGED_MEANWHILE");

        atlas.send(change(
                "authorizeProviderAccessRole",
                "PATCH",
                project,
                "/cloudProviderAccess/" + access.roleId(),
                "2023-01-01",
                "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + role.arn() + "\"}"));
        atlas.send(change(
                "updateEncryptionAtRest",
                "PATCH",
                project,
                "/encryptionAtRest",
                "2023-01-01",
                "{\"awsKms\":{\"enabled\":true,\"roleId\":\"" + access.roleId() + "\",\"customerMasterKeyID\":\"" + key
                        + "\",\"region\":\"US_EAST_1\"}}"));
        assertThat(posture(project)).isEqualTo(Posture.ROLE_BASED);
        assertThat(atlas.encryptionAtRest(project).awsKms().usesKey(key)).isTrue();
        assertThat(atlas.accessRoles(project).getFirst().state()).isEqualTo(AccessRole.RoleRecordState.IN_USE);
    }

    @Test
    void aKeyPolicyIsReplacedOnlyIfItIsStillTheOneThatWasRead() {
        var key = aws.keys(new AwsRegion("us-east-1")).stream()
                .filter(k -> k.unusable().isEmpty())
                .findFirst()
                .orElseThrow()
                .arn();
        var before = aws.keyPolicy(key);
        var after = before.replaceFirst(
                "\"Statement\"\\s*:\\s*\\[",
                "\"Statement\":[{\"Sid\":\"New\",\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::"
                        + key.account() + ":root\"},\"Action\":\"kms:DescribeKey\",\"Resource\":\"*\"},");
        assertThat(after).isNotEqualTo(before);
        assertThat(aws.send(new AwsRequest.PutKeyPolicy(key, before, after)).requestId())
                .isPresent();
        assertThat(aws.keyPolicy(key)).contains("\"New\"");
        assertThat(problemOf(() -> aws.send(new AwsRequest.PutKeyPolicy(key, before, after)))
                        .code())
                .isEqualTo("CHANGED_MEANWHILE");
    }

    @ParameterizedTest
    @EnumSource(Fault.FaultKind.class)
    void everyFaultOfAChangeIsAProblemThatSaysWhatIsKnown(Fault.FaultKind kind) {
        var project = sandbox.projectId("analytics-dev");
        atlas.whoAmI();
        sandbox.faults()
                .inject(new Fault(
                        "createCloudProviderAccess",
                        1,
                        1,
                        kind,
                        500,
                        "UNEXPECTED_ERROR",
                        kind == Fault.FaultKind.SLOW ? Hurried.LATE : Duration.ZERO));
        var impatient = new AtlasClient(
                connection.atlasAddress(),
                connection.atlasCredential(),
                Hurried.atlas(1),
                sandbox.clock(),
                new Random(1),
                Pause.REAL);
        var asked = new Hurried(sandbox, Hurried.Effect.UNSEEN).atlas(atlas, impatient);
        var problem = problemOf(() -> asked.send(change(
                "createCloudProviderAccess",
                "POST",
                project,
                "/cloudProviderAccess",
                "2023-01-01",
                "{\"providerName\":\"AWS\"}")));
        var made = atlas.accessRoles(project).size();
        assertThat(made).as("never sent twice").isLessThanOrEqualTo(1);
        assertThat(problem.effect() == Effect.UNKNOWN || made == 0)
                .as("an effect that happened is not denied: %s", problem)
                .isTrue();
        impatient.close();
    }

    @Test
    void theReadsOfAProjectWaitForEachOtherNeitherInAtlasNorInAws() throws Exception {
        var project = sandbox.projectId("payments-prod");
        var key = KeyReference.parse(
                atlas.encryptionAtRest(project).awsKms().keyArn().orElseThrow().toString());
        var region = new AwsRegion("us-east-1");
        List<Callable<Object>> reads = List.of(
                () -> atlas.project(project),
                () -> atlas.isProjectOwner(project),
                () -> atlas.accessRoles(project),
                () -> atlas.encryptionAtRest(project),
                () -> atlas.clusters(project),
                () -> atlas.flexClusters(project),
                () -> atlas.openAlerts(project),
                aws::caller,
                () -> aws.role("atlas-payments"),
                () -> aws.key(key, region));
        load(reads);
        // Each waits for its answer, so the last is met only if all are under way together.
        sandbox.faults().inject(Fault.slow("*", Hurried.LATE).times(reads.size()));
        var loading = executor.submit(() -> {
            load(reads);
            return null;
        });
        Patience.until(
                "all reads are under way", () -> sandbox.faults().waiting().isEmpty());
        sandbox.requestLog().clear();
        sandbox.faults().clear();
        Patience.get(loading);
        assertThat(sandbox.requestLog().entries())
                .as("at most two round trips for each")
                .hasSizeLessThanOrEqualTo(2 * reads.size());
    }

    private void load(List<Callable<Object>> reads) throws Exception {
        for (var read : executor.invokeAll(reads)) {
            read.get();
        }
    }

    @Test
    void wrongAwsCredentialsAreToldAsSuch() {
        var operator = sandbox.awsOperator();
        try (var wrong = new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                sandbox.awsUri(),
                                operator.accessKeyId(),
                                Secret.of("not-the-secret"),
                                new AwsRegion(operator.region())),
                        AWS,
                        executor,
                        sandbox.clock());
                var unknown = new AwsGatewayClient(
                        new AwsConnection.Sandbox(
                                sandbox.awsUri(),
                                "AKIAUNKNOWNUNKNOWN00",
                                Secret.of("not-known-either"),
                                new AwsRegion(operator.region())),
                        AWS,
                        executor,
                        sandbox.clock())) {
            for (var gateway : List.of(wrong, unknown)) {
                assertThat(problemOf(gateway::caller)).isInstanceOf(Problem.NotSignedIn.class);
                assertThat(problemOf(() -> gateway.keys(new AwsRegion("us-east-1"))))
                        .isInstanceOf(Problem.NotSignedIn.class);
            }
        }
    }

    private Posture posture(String id) {
        return ProjectState.of(
                        known(atlas.encryptionAtRest(id)),
                        known(atlas.openAlerts(id)),
                        Observed.notRead(),
                        Observed.notRead(),
                        NeededRegions.NONE)
                .posture()
                .orElseThrow();
    }

    private static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, Instant.EPOCH);
    }
}
