package dev.cmkconsole.sandbox.aws;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cmkconsole.sandbox.aws.iam.IamService;
import dev.cmkconsole.sandbox.aws.kms.KmsLifecycle;
import dev.cmkconsole.sandbox.aws.kms.KmsService;
import dev.cmkconsole.sandbox.aws.state.Alias;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsSettings;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.AwsStateReader;
import dev.cmkconsole.sandbox.aws.state.AwsStateWriter;
import dev.cmkconsole.sandbox.aws.state.IamRole;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import dev.cmkconsole.sandbox.aws.state.StoredPolicy;
import dev.cmkconsole.sandbox.aws.sts.StsService;
import dev.cmkconsole.sandbox.http.HttpCall;
import dev.cmkconsole.sandbox.http.HttpReply;
import dev.cmkconsole.sandbox.http.SimulatedService;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The simulated AWS: accounts with their IAM entities and KMS keys, and the three services over them behind one port.
 * It is thread-safe and has no timers: changes that depend on time are applied at the next access.
 *
 * <p>The {@code aws} section of a scenario file, which {@link #save} also writes; members marked ? may be left out,
 * policies are objects or strings, times are instants or ISO 8601 distances from now ({@code P10D}, {@code -PT3H}):
 * <pre>
 * { "accounts": [ {
 *     "id": "111122223333", "partition"?: "aws", "name"?: "...", "atlas"?: true for Atlas' own account,
 *     "organization"?: "o-...", "sourceIp"?: "203.0.113.10", "serviceControlPolicies"?: [policy of each level from
 *     the root down; every level must allow], "resourceControlPolicies"?: [likewise], "policies"?: [ { "name",
 *     "path"?, "document" } ], "users"?: [ { "name", "path"?, "id"?, "created"?, "tags"?: {}, "inlinePolicies"?: {
 *     name: policy }, "managedPolicies"?: [arn], "permissionsBoundary"?: arn, "mfa"?: { "serial", "seed" in base32 },
 *     "accessKeys"?: [ { "id", "secret", "status"?, "created"?, "lastUsed"?: { "when", "service", "region" } } ] } ],
 *     "rootAccessKeys"?: [ as accessKeys ], "roles"?: [ { "name", "path"?, "id"?, "created"?, "trustPolicy",
 *     "inlinePolicies"?, "managedPolicies"?, "permissionsBoundary"?, "description"?, "maxSessionDuration"?: seconds,
 *     "tags"?, "lastUsed"?: { "when", "region" } } ], "keys"?: [ { "id"?, "region", "created"?, "description"?,
 *     "aliases"?: ["alias/..."], "state"?: "Enabled", "deletionDate"?, "spec"?, "usage"?, "origin"?, "validTo"?,
 *     "multiRegion"?: true, "primaryRegion"? for replicas, which repeat the primary's id, "policy"? (else KMS'
 *     default), "tags"?, "manager"?: "AWS", "rotation"?: { "periodInDays"?, "next"? }, "lastUsage"?: { "operation",
 *     "when" }, "grants"?: [ { "grantee", "operations": [], "name"?, "retiring"?, "encryptionContextEquals"?: {},
 *     "encryptionContextSubset"?: {} } ] } ] } ] }
 * </pre>
 * {@code "regionsOut"} beside the accounts lists the Regions in which KMS does not answer.
 * AWS managed policies {@code AdministratorAccess}, {@code IAMFullAccess}, {@code IAMReadOnlyAccess} and {@code
 * AWSKeyManagementServicePowerUser} exist in every partition.
 */
public final class AwsCloud implements SimulatedService, AtlasAwsAccess {

    /** A key as the control endpoint lists it. */
    public record KeyView(String arn, String accountId, String region, String state, List<String> aliases) {}

    /** A role as the control endpoint lists it. */
    public record RoleView(String arn, String accountId, String trustPolicy) {}

    /**
     * A user's access key with its secret, to show people how to sign in to the sandbox.
     *
     * @param userName {@code <root>} for an account's root
     */
    public record Credential(
            String accountId, String userName, String accessKeyId, String secretAccessKey, boolean atlas) {

        @Override
        public String toString() {
            return "Credential[" + accountId + ", " + userName + ", " + accessKeyId + "]";
        }
    }

    private final AwsState state;
    private final KmsLifecycle lifecycle;
    private final AwsFrontDoor door;
    private final AtlasPrincipal atlas;

    public AwsCloud(Clock clock, AwsSettings settings) {
        state = new AwsState(clock, settings);
        lifecycle = new KmsLifecycle(state);
        var authorization = new AwsAuthorization(state);
        var kms = new KmsService(state, authorization);
        var sts = new StsService(state, authorization);
        door = new AwsFrontDoor(state, kms, sts, new IamService(state, authorization));
        atlas = new AtlasPrincipal(state, sts, kms);
    }

    /**
     * Replaces the whole state with a scenario.
     *
     * @throws IllegalArgumentException that names what is wrong in the scenario
     */
    public void load(JsonNode aws) {
        locked(() -> {
            new AwsStateReader(state).read(aws);
            return null;
        });
    }

    /** The whole state with secrets and key material. It must not leave the sandbox's data directory. */
    public JsonNode save() {
        return locked(() -> new AwsStateWriter(state).write());
    }

    /** Restores the state that {@link #save} returned. */
    public void restore(JsonNode saved) {
        load(saved);
    }

    /** Every operation that faults can be injected for, in the form of {@link #operation}. */
    public Set<String> operations() {
        return door.operations();
    }

    @Override
    public String operation(HttpCall call) {
        return door.operation(call);
    }

    @Override
    public HttpReply handle(HttpCall call) {
        return door.handle(call);
    }

    @Override
    public HttpReply error(HttpCall call, int status, String errorCode) {
        return door.error(call, status, errorCode);
    }

    @Override
    public String atlasAccountArn() {
        return atlas.atlasAccountArn();
    }

    @Override
    public Optional<Refusal> assumeRole(String roleArn, String externalId) {
        return atlas.assumeRole(roleArn, externalId);
    }

    @Override
    public Optional<Refusal> useKeyWithRole(String roleArn, String externalId, String keyIdOrArn, String awsRegion) {
        return atlas.useKeyWithRole(roleArn, externalId, keyIdOrArn, awsRegion);
    }

    @Override
    public Optional<Refusal> useKeyWithCredentials(
            String accessKeyId, String secretAccessKey, String keyIdOrArn, String awsRegion) {
        return atlas.useKeyWithCredentials(accessKeyId, secretAccessKey, keyIdOrArn, awsRegion);
    }

    @Override
    public Optional<String> keyOfSnapshot(String named, String awsRegion) {
        var bare = named.replace("-", "");
        return keys().stream()
                .map(KeyView::arn)
                .filter(arn -> arn.replace("mrk-", "").replace("-", "").endsWith("key/" + bare))
                .max(Comparator.comparing(arn -> arn.contains(":" + awsRegion + ":")));
    }

    @Override
    public boolean answers(String awsRegion) {
        return locked(() -> !state.regionsOut.contains(awsRegion));
    }

    /** Takes KMS in a Region out, or brings it back. */
    public void regionOut(String awsRegion, boolean out) {
        locked(() -> out ? state.regionsOut.add(awsRegion) : state.regionsOut.remove(awsRegion));
    }

    public List<KeyView> keys() {
        return locked(() -> {
            lifecycle.settle();
            return state.keys.values().stream()
                    .map(key -> new KeyView(
                            key.arn(),
                            key.account.id,
                            key.region,
                            key.state.wire,
                            state.aliases.values().stream()
                                    .filter(a -> a.region().equals(key.region)
                                            && a.targetKeyId().equals(key.id))
                                    .map(Alias::name)
                                    .toList()))
                    .toList();
        });
    }

    public List<RoleView> roles() {
        return locked(() -> state.accounts.values().stream()
                .flatMap(account -> account.roles.values().stream())
                .map(role -> new RoleView(
                        role.arn(),
                        role.account.id,
                        role.facts.latest().trust().current(state).raw()))
                .toList());
    }

    public List<Credential> credentials() {
        return locked(() -> state.accessKeys.values().stream()
                .map(key -> new Credential(
                        key.account.id,
                        key.user == null ? "<root>" : key.user.name,
                        key.id,
                        key.secret,
                        key.account.atlas))
                .toList());
    }

    /**
     * Sets a key's state, regardless of KMS rules.
     *
     * @param wireState as the KMS API writes it; {@code PendingDeletion} starts a window of 30 days
     * @throws IllegalArgumentException for an ARN or a state that does not exist
     */
    public void setKeyState(String keyArn, String wireState) {
        change(keyArn, key -> {
            key.state = State.of(wireState)
                    .orElseThrow(() -> new IllegalArgumentException("no key state is called " + wireState));
            key.stateUntil = Optional.empty();
            key.pendingWindowDays = 30;
            key.deletionDate = key.state == State.PENDING_DELETION
                    ? Optional.of(state.now().plus(Duration.ofDays(30)))
                    : Optional.empty();
        });
    }

    /**
     * @throws IllegalArgumentException for an unknown ARN; {@code PolicySyntaxException} for a text that is not a
     *     policy
     */
    public void setKeyPolicy(String keyArn, String policy) {
        change(keyArn, key -> key.policy = StoredPolicy.of(policy, key.account.partition, state));
    }

    /** @param delayed whether other services see the change as late as a change through IAM */
    public void setTrustPolicy(String roleArn, String policy, boolean delayed) {
        locked(() -> {
            var role = role(roleArn);
            role.facts.set(
                    role.facts.latest().withTrust(StoredPolicy.of(policy, role.account.partition, state)),
                    delayed ? state.visible() : Instant.MIN);
            return null;
        });
    }

    /**
     * Replaces all inline policies with one, or with none where {@code policy} is null.
     *
     * @param delayed as in {@link #setTrustPolicy}
     */
    public void setRolePolicy(String roleArn, String name, String policy, boolean delayed) {
        locked(() -> {
            var role = role(roleArn);
            var inline = new java.util.HashMap<>(role.facts.latest().inline());
            inline.remove(name);
            if (policy != null) {
                inline.put(
                        name,
                        dev.cmkconsole.policy.document.PolicyDocument.parse(policy)
                                .raw());
            }
            role.facts.set(role.facts.latest().withInline(inline), delayed ? state.visible() : Instant.MIN);
            return null;
        });
    }

    /**
     * Sets the hidden organization policies of an account, one per level from the root down. An empty list means no
     * limit.
     */
    public void setServiceControlPolicies(String accountId, List<String> policies) {
        locked(() -> {
            var account = Optional.ofNullable(state.accounts.get(accountId))
                    .orElseThrow(() -> new IllegalArgumentException("no account " + accountId));
            policies.forEach(dev.cmkconsole.policy.document.PolicyDocument::parse);
            account.serviceControlPolicies.clear();
            account.serviceControlPolicies.addAll(policies);
            return null;
        });
    }

    private IamRole role(String arn) {
        return state.principal(arn)
                .filter(IamRole.class::isInstance)
                .map(IamRole.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("no role " + arn));
    }

    private void change(String keyArn, java.util.function.Consumer<KmsKey> how) {
        locked(() -> {
            lifecycle.settle();
            how.accept(state.keys.values().stream()
                    .filter(key -> key.arn().equals(keyArn))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no key " + keyArn)));
            return null;
        });
    }

    private <T> T locked(Supplier<T> call) {
        state.lock.lock();
        try {
            return call.get();
        } finally {
            state.lock.unlock();
        }
    }
}
