package dev.cmkconsole.aws;

import static dev.cmkconsole.aws.Responses.required;

import dev.cmkconsole.model.aws.AccessKeyUse;
import dev.cmkconsole.model.aws.AwsAddress;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.KeyRotation;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.NewKey;
import dev.cmkconsole.model.aws.NewKey.SpareKey;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.UserAccessKey;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.aws.iam.RoleTrust;
import dev.cmkconsole.model.aws.iam.RoleUse;
import dev.cmkconsole.model.configuration.RoleSettings;
import dev.cmkconsole.model.outcome.Answer;
import dev.cmkconsole.model.port.AwsGateway;
import dev.cmkconsole.secret.Redaction;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** STS, IAM and KMS through the AWS SDK. Safe for several threads. */
public final class AwsGatewayClient implements AwsGateway {
    private final AwsClients clients;
    private final AwsCalls calls;
    private final IamReads iam;
    private final KmsReads kms;
    private final AccessReads access;
    private final CreatedKeyFinder made;
    private final AwsChanges changes;

    /**
     * @param executor for parallel calls; it must be unbounded, such as one virtual thread for each task, because one
     *     call may wait for others in it
     */
    public AwsGatewayClient(AwsConnection connection, AwsSettings settings, ExecutorService executor, Clock clock) {
        var used = new UsedSecrets();
        var problems = new AwsProblems(clock, Redaction.byPattern().and(used::list));
        this.clients = new AwsClients(connection, settings, clock, used);
        this.calls = new AwsCalls(
                clients, connection instanceof AwsConnection.None, problems, executor, settings.parallel());
        this.iam = new IamReads(clients, calls);
        this.kms = new KmsReads(clients, calls);
        this.access = new AccessReads(clients, calls, clock);
        this.made = new CreatedKeyFinder(kms, access, problems);
        this.changes = new AwsChanges(clients, calls, problems);
    }

    @Override
    public AwsCaller caller() {
        return calls.call("sts:GetCallerIdentity", () -> {
            var identity = clients.sts().getCallerIdentity();
            var arn =
                    required(Optional.ofNullable(identity.arn()).filter(text -> text.split(":", 6).length == 6), "Arn");
            return new AwsCaller(required(identity.account(), "Account"), arn, required(identity.userId(), "UserId"));
        });
    }

    @Override
    public List<AwsAddress> addresses() {
        return clients.addresses();
    }

    @Override
    public Optional<AwsRegion> defaultRegion() {
        return clients.defaultRegion();
    }

    @Override
    public Optional<IamRole> role(String roleName) {
        return iam.settings(roleName).map(RoleSettings::role);
    }

    @Override
    public Optional<RoleSettings> roleSettings(String roleName) {
        return iam.settings(roleName);
    }

    @Override
    public List<RoleArn> roles() {
        return iam.roles();
    }

    @Override
    public List<RoleTrust> roleTrusts() {
        return iam.trusts();
    }

    @Override
    public Optional<RoleUse> roleUse(String roleName) {
        return iam.use(roleName);
    }

    @Override
    public Optional<RoleLastUse> roleLastUse(String roleName) {
        return iam.lastUse(roleName);
    }

    @Override
    public List<CustomerKey> keys(AwsRegion region) {
        return kms.keys(region);
    }

    @Override
    public CustomerKey key(KeyReference reference, AwsRegion region) {
        return kms.key(reference, region);
    }

    @Override
    public CustomerKey madeKey(NewKey wish) {
        return made.key(wish);
    }

    @Override
    public List<SpareKey> spareKeys(String projectId, AwsRegion region) {
        return made.spares(projectId, region);
    }

    @Override
    public List<KeyRotation.Past> rotations(KeyArn key) {
        return kms.rotations(key);
    }

    @Override
    public List<KeyRotation.Material> materials(KeyArn key) {
        return kms.materials(key);
    }

    @Override
    public String keyPolicy(KeyArn key) {
        return kms.policy(key);
    }

    @Override
    public ManagedPolicies managedPolicies(String roleName) {
        return access.managedPolicies(roleName);
    }

    @Override
    public List<Simulation.SimulatedAction> simulate(Simulation question) {
        return access.simulate(question);
    }

    @Override
    public List<KeyGrant> grants(KeyArn key) {
        return access.grants(key);
    }

    @Override
    public Map<String, String> keyTags(KeyArn key) {
        return access.keyTags(key);
    }

    @Override
    public Optional<Instant> materialExpiry(KeyArn key) {
        return access.materialExpiry(key);
    }

    @Override
    public void tryEncrypt(KeyArn key) {
        access.tryEncrypt(key);
    }

    @Override
    public Optional<KeyUse> lastUse(KeyArn key) {
        return access.lastUse(key);
    }

    @Override
    public AccessKeyUse accessKeyUse(String accessKeyId) {
        return access.accessKeyUse(accessKeyId);
    }

    @Override
    public Optional<List<UserAccessKey>> accessKeys(String userName) {
        return access.accessKeys(userName);
    }

    @Override
    public Answer send(AwsRequest request) {
        return changes.send(request);
    }

    @Override
    public void close() {
        clients.close();
    }
}
