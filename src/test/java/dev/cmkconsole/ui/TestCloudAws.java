package dev.cmkconsole.ui;

import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsErrorCode;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.policy.document.AtlasPolicies;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The AWS account of a {@link TestCloud}: its roles and keys, and the effects of writes. */
final class TestCloudAws implements AwsGateway {
    private final TestCloud cloud;

    TestCloudAws(TestCloud cloud) {
        this.cloud = cloud;
    }

    private void reach() {
        cloud.noAws.ifPresent(p -> {
            throw new ServiceException(p);
        });
    }

    @Override
    public AwsCaller caller() {
        reach();
        return new AwsCaller(TestCloud.ACCOUNT, "arn:aws:iam::" + TestCloud.ACCOUNT + ":user/dana", "AIDAEXAMPLE");
    }

    @Override
    public Optional<AwsRegion> defaultRegion() {
        return Optional.of(TestCloud.REGION);
    }

    @Override
    public Optional<IamRole> role(String name) {
        reach();
        return Optional.ofNullable(cloud.iam.get(name));
    }

    @Override
    public Optional<dev.cmkconsole.model.configuration.RoleSettings> roleSettings(String name) {
        return role(name).map(r -> new dev.cmkconsole.model.configuration.RoleSettings(r, Optional.empty(), 3600));
    }

    @Override
    public List<RoleArn> roles() {
        reach();
        return cloud.iam.values().stream().map(IamRole::arn).toList();
    }

    @Override
    public List<RoleTrust> roleTrusts() {
        reach();
        return cloud.iam.values().stream()
                .map(role -> new RoleTrust(role.arn(), role.trustPolicy()))
                .toList();
    }

    @Override
    public Optional<RoleLastUse> roleLastUse(String roleName) {
        return Optional.empty();
    }

    @Override
    public Optional<RoleUse> roleUse(String roleName) {
        reach();
        return Optional.ofNullable(cloud.iam.get(roleName)).map(_ -> RoleUse.NONE);
    }

    @Override
    public List<CustomerKey> keys(AwsRegion region) {
        reach();
        return cloud.keys.values().stream()
                .filter(k -> k.arn().region().equals(region))
                .toList();
    }

    @Override
    public CustomerKey key(KeyReference reference, AwsRegion region) {
        reach();
        return cloud.keys.values().stream()
                .filter(k -> switch (reference) {
                    case KeyReference.ByArn(var arn) -> k.arn().equals(arn);
                    case KeyReference.ById(var id) ->
                        k.arn().region().equals(region) && k.arn().keyId().equals(id);
                    case KeyReference.ByAlias(var alias) ->
                        k.arn().region().equals(region) && k.aliases().contains(alias);
                    case KeyReference.ByAliasArn(var _, var in, var _, var alias) ->
                        k.arn().region().equals(in) && k.aliases().contains(alias);
                })
                .findFirst()
                .orElseThrow(() -> new ServiceException(TestCloud.problem(Problem.Origin.AWS, "NotFoundException")));
    }

    @Override
    public CustomerKey madeKey(NewKey wish) {
        reach();
        cloud.keys.values().stream()
                .filter(k -> k.aliases().contains(wish.alias()) && !k.arn().equals(TestCloud.MADE))
                .findFirst()
                .ifPresent(other -> {
                    throw new ServiceException(new Problem.Local(
                            "kms:DescribeKey",
                            AwsErrorCode.ALIAS_TAKEN,
                            other.arn().toString(),
                            cloud.clock.instant()));
                });
        return cloud.made.stream()
                .filter(wish.token()::equals)
                .findFirst()
                .flatMap(_ -> cloud.keys.values().stream()
                        .filter(k -> k.arn().equals(TestCloud.MADE))
                        .findFirst())
                .orElseThrow(() -> new ServiceException(TestCloud.problem(Problem.Origin.AWS, "NotFoundException")));
    }

    @Override
    public List<dev.cmkconsole.model.aws.NewKey.SpareKey> spareKeys(String projectId, AwsRegion region) {
        return List.of();
    }

    @Override
    public List<KeyRotation.Material> materials(KeyArn key) {
        return List.of();
    }

    @Override
    public List<KeyRotation.Past> rotations(KeyArn key) {
        reach();
        return List.copyOf(cloud.rotations);
    }

    @Override
    public String keyPolicy(KeyArn key) {
        reach();
        return AtlasPolicies.defaultKeyPolicy("aws", TestCloud.ACCOUNT).raw();
    }

    @Override
    public ManagedPolicies managedPolicies(String roleName) {
        return new ManagedPolicies(List.of(), Optional.empty());
    }

    @Override
    public List<Simulation.SimulatedAction> simulate(Simulation question) {
        var role = question.principalArn().contains(":role/")
                ? Optional.ofNullable(
                        cloud.iam.get(RoleArn.of(question.principalArn()).name()))
                : Optional.<IamRole>empty();
        boolean allowed = role.map(
                        r -> r.inlinePolicies().values().stream().anyMatch(p -> p.contains(question.resourceArn())))
                .orElse(true);
        return question.actions().stream()
                .map(action -> new Simulation.SimulatedAction(
                        action,
                        allowed ? Simulation.Decision.ALLOWED : Simulation.Decision.IMPLICIT_DENY,
                        List.of(),
                        List.of(),
                        Optional.of(true),
                        Optional.empty()))
                .toList();
    }

    @Override
    public List<KeyGrant> grants(KeyArn key) {
        return List.of();
    }

    @Override
    public Map<String, String> keyTags(KeyArn key) {
        return Map.of();
    }

    @Override
    public Optional<Instant> materialExpiry(KeyArn key) {
        return Optional.empty();
    }

    @Override
    public void tryEncrypt(KeyArn key) {}

    @Override
    public Optional<KeyUse> lastUse(KeyArn key) {
        return Optional.empty();
    }

    @Override
    public dev.cmkconsole.model.aws.AccessKeyUse accessKeyUse(String accessKeyId) {
        return new dev.cmkconsole.model.aws.AccessKeyUse("somebody", Optional.empty());
    }

    @Override
    public Optional<List<dev.cmkconsole.model.aws.UserAccessKey>> accessKeys(String userName) {
        return Optional.empty();
    }

    @Override
    public Answer send(AwsRequest request) {
        reach();
        cloud.sent.add(request.operation());
        switch (request) {
            case AwsRequest.CreateRole c ->
                cloud.iam.put(
                        c.roleName(),
                        new IamRole(
                                new RoleArn("aws", TestCloud.ACCOUNT, "/", c.roleName()),
                                c.trustPolicy(),
                                Map.of(),
                                List.of(),
                                Optional.empty(),
                                cloud.clock.instant(),
                                c.tags()));
            case AwsRequest.UpdateTrustPolicy u ->
                cloud.iam.computeIfPresent(
                        u.roleName(),
                        (_, r) -> new IamRole(
                                r.arn(),
                                u.trustPolicy(),
                                r.inlinePolicies(),
                                List.of(),
                                Optional.empty(),
                                r.created(),
                                r.tags()));
            case AwsRequest.PutRolePolicy p ->
                cloud.iam.computeIfPresent(p.roleName(), (_, r) -> {
                    var inline = new HashMap<>(r.inlinePolicies());
                    inline.put(p.policyName(), p.document());
                    return new IamRole(
                            r.arn(), r.trustPolicy(), inline, List.of(), Optional.empty(), r.created(), r.tags());
                });
            case AwsRequest.CreateKey c -> {
                cloud.made.add(c.key().token());
                cloud.keys.put(
                        TestCloud.MADE,
                        new CustomerKey(
                                TestCloud.MADE,
                                c.key().description(),
                                List.of(),
                                new KeyConfiguration(
                                        "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", false),
                                new KeyLifecycle(
                                        KeyState.of("Enabled"),
                                        cloud.clock.instant(),
                                        Optional.empty(),
                                        Optional.empty()),
                                Optional.of(KeyRotation.OFF),
                                Optional.empty()));
            }
            case AwsRequest.CreateAlias c ->
                cloud.keys.computeIfPresent(c.key(), (_, k) -> changed(k, List.of(c.alias()), k.rotation()));
            case AwsRequest.EnableKeyRotation e ->
                cloud.keys.computeIfPresent(
                        e.key(),
                        (_, k) -> changed(
                                k,
                                k.aliases(),
                                Optional.of(new KeyRotation(
                                        true, Optional.of(e.periodDays()), Optional.empty(), Optional.empty()))));
            case AwsRequest.RotateKeyOnDemand _ ->
                cloud.rotations.add(new KeyRotation.Past(cloud.clock.instant(), true));
            case AwsRequest.PutKeyPolicy _ ->
                throw new IllegalStateException("the default key policy needs no statement");
            default -> throw new IllegalStateException("not in this cloud: " + request.operation());
        }
        return new Answer(200, "", Optional.of("req-" + cloud.sent.size()));
    }

    @Override
    public void close() {}

    private static CustomerKey changed(CustomerKey key, List<String> aliases, Optional<KeyRotation> rotation) {
        return new CustomerKey(
                key.arn(),
                key.description(),
                aliases,
                key.configuration(),
                new KeyLifecycle(key.state(), key.created(), key.deletionDate(), key.validTo()),
                rotation,
                key.replicas());
    }
}
