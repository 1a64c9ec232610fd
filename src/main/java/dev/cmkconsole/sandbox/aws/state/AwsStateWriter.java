package dev.cmkconsole.sandbox.aws.state;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;

/**
 * Writes the whole state in the format of {@link AwsStateReader}, including secrets and key material. Pending IAM
 * changes count as visible after a restore.
 */
public final class AwsStateWriter {

    private final AwsState state;
    private final HashSet<KeyMaterial> written = new HashSet<>();

    public AwsStateWriter(AwsState state) {
        this.state = state;
    }

    public ObjectNode write() {
        var aws = JsonNodeFactory.instance.objectNode();
        state.regionsOut.forEach(aws.putArray("regionsOut")::add);
        var accounts = aws.putArray("accounts");
        state.accounts.values().stream()
                .filter(account -> !account.id.equals("aws"))
                .forEach(account -> account(accounts.addObject(), account));
        var sessions = aws.putArray("sessions");
        state.sessions.values().stream()
                .filter(s -> s.expires().isAfter(state.now()))
                .forEach(session -> session(sessions.addObject(), session));
        return aws;
    }

    private void account(ObjectNode node, Account account) {
        node.put("id", account.id)
                .put("partition", account.partition)
                .put("name", account.name)
                .put("atlas", account.atlas);
        account.organization.ifPresent(id -> node.put("organization", id));
        account.sourceIp.ifPresent(ip -> node.put("sourceIp", ip));
        account.serviceControlPolicies.forEach(node.putArray("serviceControlPolicies")::add);
        account.resourceControlPolicies.forEach(node.putArray("resourceControlPolicies")::add);
        var policies = node.putArray("policies");
        account.policies.values().forEach(policy -> managed(policies.addObject(), policy));
        var users = node.putArray("users");
        account.users.values().forEach(user -> user(users.addObject(), user));
        var rootKeys = node.putArray("rootAccessKeys");
        state.accessKeys.values().stream()
                .filter(key -> key.account == account && key.user == null)
                .forEach(key -> accessKey(rootKeys.addObject(), key));
        var roles = node.putArray("roles");
        account.roles.values().forEach(role -> role(roles.addObject(), role));
        var keys = node.putArray("keys");
        state.keys.values().stream().filter(key -> key.account == account).forEach(key -> key(keys.addObject(), key));
    }

    private void managed(ObjectNode node, ManagedPolicy policy) {
        node.put("name", policy.name)
                .put("path", policy.path)
                .put("id", policy.id)
                .put("created", policy.created.toString())
                .put("description", policy.description)
                .put("document", policy.document.latest())
                .put("defaultVersion", policy.defaultVersion)
                .put("lastVersion", policy.lastVersion);
        strings(node.putObject("tags"), policy.tags);
        var versions = node.putObject("versions");
        policy.versions.forEach((id, version) -> versions.putObject(id)
                .put("document", version.document())
                .put("created", version.created().toString()));
    }

    private static void principal(ObjectNode node, Principal principal) {
        var facts = principal.facts.latest();
        node.put("name", principal.name)
                .put("path", principal.path)
                .put("id", principal.id)
                .put("created", principal.created.toString());
        strings(node.putObject("inlinePolicies"), facts.inline());
        facts.attached().forEach(node.putArray("managedPolicies")::add);
        facts.boundary().ifPresent(arn -> node.put("permissionsBoundary", arn));
        strings(node.putObject("tags"), facts.tags());
    }

    private static void user(ObjectNode node, IamUser user) {
        principal(node, user);
        user.mfa.ifPresent(
                mfa -> node.putObject("mfa").put("serial", mfa.serial()).put("seed", mfa.seed()));
        var keys = node.putArray("accessKeys");
        user.accessKeys.values().forEach(key -> accessKey(keys.addObject(), key));
    }

    private static void accessKey(ObjectNode node, AccessKey key) {
        node.put("id", key.id)
                .put("secret", key.secret)
                .put("created", key.created.toString())
                .put("status", key.active.latest() ? "Active" : "Inactive");
        key.lastUse.ifPresent(use -> lastUse(node, use));
    }

    private static void lastUse(ObjectNode node, Principal.LastUse use) {
        node.putObject("lastUsed")
                .put("when", use.when().toString())
                .put("service", use.service())
                .put("region", use.region());
    }

    private void role(ObjectNode node, IamRole role) {
        principal(node, role);
        node.put("description", role.description)
                .put("maxSessionDuration", role.maxSessionSeconds)
                .put("trustPolicy", role.facts.latest().trust().current(state).raw());
        role.lastUse.ifPresent(use -> lastUse(node, use));
    }

    private void key(ObjectNode node, KmsKey key) {
        node.put("id", key.id)
                .put("region", key.region)
                .put("created", key.created.toString())
                .put("spec", key.spec)
                .put("usage", key.usage)
                .put("origin", key.origin)
                .put("primaryRegion", key.primaryRegion)
                .put("description", key.description)
                .put("manager", key.manager)
                .put("state", key.state.wire)
                .put("pendingWindowDays", key.pendingWindowDays)
                .put("policy", key.policy.current(state).raw());
        key.stateUntil.ifPresent(time -> node.put("stateUntil", time.toString()));
        key.deletionDate.ifPresent(time -> node.put("deletionDate", time.toString()));
        if (key.origin.equals("EXTERNAL")) {
            key.imports.write(node.putObject("imports"));
        }
        strings(node.putObject("tags"), key.tags);
        key.lastUsage.ifPresent(use -> node.putObject("lastUsage")
                .put("operation", use.operation())
                .put("when", use.when().toString())
                .put("eventId", use.eventId())
                .put("requestId", use.requestId()));
        var aliases = node.putArray("aliases");
        state.aliases.values().stream()
                .filter(a -> a.account() == key.account
                        && a.region().equals(key.region)
                        && a.targetKeyId().equals(key.id))
                .forEach(a -> aliases.addObject()
                        .put("name", a.name())
                        .put("created", a.created().toString())
                        .put("updated", a.updated().toString()));
        var grants = node.putArray("grants");
        key.grants.values().forEach(grant -> grant(grants.addObject(), grant));
        if (written.add(key.material)) {
            material(node, key.material);
        }
    }

    private static void material(ObjectNode node, KeyMaterial material) {
        var versions = node.putArray("material");
        for (var version : material.versions) {
            var each = versions.addObject()
                    .put("id", version.id())
                    .put("bytes", version.bytes())
                    .put("onDemand", version.onDemand());
            version.rotated().ifPresent(time -> each.put("rotated", time.toString()));
        }
        material.pending.ifPresent(version ->
                node.putObject("pendingMaterial").put("id", version.id()).put("bytes", version.bytes()));
        var rotation = node.putObject("rotation")
                .put("automatic", material.automaticRotation)
                .put("periodInDays", material.periodDays)
                .put("onDemandCount", material.onDemandCount);
        if (material.automaticRotation) {
            rotation.put("next", material.nextRotation.toString());
        }
        material.onDemandStarted.ifPresent(time -> rotation.put("onDemandStarted", time.toString()));
    }

    private static void grant(ObjectNode node, Grant grant) {
        node.put("id", grant.id())
                .put("token", grant.token())
                .put("name", grant.name())
                .put("created", grant.created().toString())
                .put("grantee", grant.grantee())
                .put("retiring", grant.retiring())
                .put("issuingAccount", grant.parties().issuingAccount());
        grant.operations().forEach(node.putArray("operations")::add);
        grant.contextEquals().ifPresent(map -> strings(node.putObject("encryptionContextEquals"), map));
        grant.contextSubset().ifPresent(map -> strings(node.putObject("encryptionContextSubset"), map));
        grant.sourceArn().ifPresent(arn -> node.put("sourceArn", arn));
    }

    private static void session(ObjectNode node, Session session) {
        node.put("accessKeyId", session.accessKeyId())
                .put("secret", session.secret())
                .put("token", session.token())
                .put("principal", session.principal().arn())
                .put("name", session.name())
                .put("issued", session.issued().toString())
                .put("expires", session.expires().toString())
                .put("mfa", session.terms().mfa())
                .put("chained", session.terms().chained());
        session.terms().policies().forEach(node.putArray("policies")::add);
        session.sourceIdentity().ifPresent(identity -> node.put("sourceIdentity", identity));
        strings(node.putObject("tags"), session.terms().tags());
    }

    private static void strings(ObjectNode node, Map<String, String> map) {
        map.forEach(node::put);
    }
}
