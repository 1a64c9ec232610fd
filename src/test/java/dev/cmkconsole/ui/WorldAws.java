package dev.cmkconsole.ui;

import dev.cmkconsole.model.aws.AwsCaller;
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
import dev.cmkconsole.model.port.AwsGateway;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The AWS account of a {@link World}: one healthy key, and no changes. */
final class WorldAws implements AwsGateway {
    private final World world;

    WorldAws(World world) {
        this.world = world;
    }

    @Override
    public AwsCaller caller() {
        return new AwsCaller("111122223333", world.caller, "AIDAEXAMPLE");
    }

    @Override
    public Optional<AwsRegion> defaultRegion() {
        return Optional.of(World.REGION);
    }

    @Override
    public Optional<IamRole> role(String name) {
        return Optional.empty();
    }

    @Override
    public Optional<dev.cmkconsole.model.configuration.RoleSettings> roleSettings(String name) {
        return role(name).map(r -> new dev.cmkconsole.model.configuration.RoleSettings(r, Optional.empty(), 3600));
    }

    @Override
    public List<RoleArn> roles() {
        return List.of();
    }

    @Override
    public List<RoleTrust> roleTrusts() {
        return List.of();
    }

    @Override
    public Optional<RoleLastUse> roleLastUse(String roleName) {
        return Optional.empty();
    }

    @Override
    public Optional<RoleUse> roleUse(String roleName) {
        return Optional.of(RoleUse.NONE);
    }

    @Override
    public List<CustomerKey> keys(AwsRegion region) {
        return List.of(key());
    }

    @Override
    public CustomerKey key(KeyReference reference, AwsRegion region) {
        return key();
    }

    private CustomerKey key() {
        return new CustomerKey(
                World.KEY,
                "payments",
                List.of("alias/atlas-payments"),
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "AWS_KMS", false),
                new KeyLifecycle(KeyState.of("Enabled"), World.NOW, Optional.empty(), Optional.empty()),
                Optional.of(new KeyRotation(true, Optional.of(365), Optional.empty(), Optional.empty())),
                Optional.empty());
    }

    @Override
    public CustomerKey madeKey(NewKey wish) {
        throw new UnsupportedOperationException("nothing is made here");
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
        return List.of();
    }

    @Override
    public String keyPolicy(KeyArn key) {
        return "{}";
    }

    @Override
    public ManagedPolicies managedPolicies(String roleName) {
        return new ManagedPolicies(List.of(), Optional.empty());
    }

    @Override
    public List<Simulation.SimulatedAction> simulate(Simulation question) {
        return question.actions().stream()
                .map(action -> new Simulation.SimulatedAction(
                        action, Simulation.Decision.ALLOWED, List.of(), List.of(), Optional.of(true), Optional.empty()))
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
        throw new UnsupportedOperationException("the world of the screens does not change");
    }

    @Override
    public void close() {}
}
