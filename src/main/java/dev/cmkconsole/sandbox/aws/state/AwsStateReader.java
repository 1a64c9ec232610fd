package dev.cmkconsole.sandbox.aws.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.sandbox.aws.AwsCloud;
import dev.cmkconsole.sandbox.aws.state.KmsKey.State;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a scenario's {@code aws} section or a saved state into an empty {@link AwsState}. {@link AwsCloud} describes
 * the format.
 */
public final class AwsStateReader {

    private static final Map<String, String> AWS_MANAGED = Map.of(
            "AdministratorAccess",
            "\"*\"",
            "AWSKeyManagementServicePowerUser",
            "[\"kms:CreateAlias\",\"kms:CreateKey\",\"kms:DeleteAlias\",\"kms:Describe*\","
                + "\"kms:GenerateRandom\",\"kms:Get*\",\"kms:List*\",\"kms:TagResource\",\"kms:UntagResource\",\"iam:ListGroups\",\"iam:ListRoles\",\"iam:ListUsers\"]",
            "IAMFullAccess",
            "[\"iam:*\"]",
            "IAMReadOnlyAccess",
            "[\"iam:GenerateCredentialReport\",\"iam:Get*\",\"iam:List*\",\"iam:SimulateCustomPolicy\","
                    + "\"iam:SimulatePrincipalPolicy\"]");

    private final AwsState state;
    private final Instant now;

    public AwsStateReader(AwsState state) {
        this.state = state;
        this.now = state.now();
    }

    /** @throws IllegalArgumentException that names the invalid entity and the reason */
    public void read(JsonNode aws) {
        state.clear();
        aws.path("regionsOut").forEach(region -> state.regionsOut.add(region.asText()));
        var owner = new Account("aws", "aws", "AWS managed policies", false);
        state.accounts.put("aws", owner);
        for (var partition : List.of("aws", "aws-us-gov", "aws-cn")) {
            AWS_MANAGED.forEach((name, actions) -> {
                var arn = "arn:" + partition + ":iam::aws:policy/" + name;
                owner.policies.put(
                        arn,
                        new ManagedPolicy(
                                arn,
                                name,
                                "/",
                                state.ids.unique("ANPA"),
                                Instant.parse("2015-02-06T18:39:46Z"),
                                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":" + actions
                                        + ",\"Resource\":\"*\"}]}"));
            });
        }
        var trusts = new LinkedHashMap<IamRole, String>();
        for (var node : aws.path("accounts")) {
            account(node, trusts);
        }
        trusts.forEach((role, text) ->
                role.facts.set(role.facts.latest().withTrust(stored(text, role.arn())), Instant.MIN));
        var materials = new LinkedHashMap<String, KeyMaterial>();
        for (var node : aws.path("accounts")) {
            for (var key : node.path("keys")) {
                key(state.accounts.get(text(node, "id")), key, materials);
            }
        }
        for (var node : aws.path("sessions")) {
            session(node);
        }
    }

    private void account(JsonNode node, Map<IamRole, String> trusts) {
        var account = new Account(
                text(node, "id"),
                node.path("partition").asText("aws"),
                node.path("name").asText(""),
                node.path("atlas").asBoolean());
        account.organization = optional(node, "organization");
        account.sourceIp = optional(node, "sourceIp");
        node.path("serviceControlPolicies").forEach(policy -> account.serviceControlPolicies.add(policy(policy)));
        node.path("resourceControlPolicies").forEach(policy -> account.resourceControlPolicies.add(policy(policy)));
        state.accounts.put(account.id, account);
        for (var policy : node.path("policies")) {
            managed(account, policy);
        }
        for (var user : node.path("users")) {
            user(account, user);
        }
        for (var key : node.path("rootAccessKeys")) {
            accessKey(account, null, key);
        }
        for (var role : node.path("roles")) {
            role(account, role, trusts);
        }
        if (account.atlas && account.roles.isEmpty()) {
            var facts = new Principal.Facts(
                    true,
                    null,
                    Map.of(
                            "AssumeCustomerRoles",
                            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}]}"),
                    List.of(),
                    Optional.empty(),
                    Map.of());
            var role = new IamRole(account, "atlas-control-plane", "/", state.ids.unique("AROA"), now, facts);
            account.add(role);
            trusts.put(
                    role,
                    AtlasPolicies.trust(account.rootArn(), "not-for-anybody").raw());
        }
    }

    private void managed(Account account, JsonNode node) {
        var path = node.path("path").asText("/");
        var arn = account.iamArn("policy" + path + text(node, "name"));
        var policy = new ManagedPolicy(
                arn,
                text(node, "name"),
                path,
                node.path("id").asText(state.ids.unique("ANPA")),
                time(node, "created").orElse(now),
                policy(node.get("document")));
        policy.description = node.path("description").asText("");
        policy.tags.putAll(tags(node));
        if (node.has("versions")) {
            policy.versions.clear();
            node.get("versions")
                    .properties()
                    .forEach(v -> policy.versions.put(
                            v.getKey(),
                            new ManagedPolicy.Version(
                                    policy(v.getValue().get("document")),
                                    time(v.getValue(), "created").orElse(now))));
            policy.defaultVersion = text(node, "defaultVersion");
            policy.lastVersion = node.path("lastVersion").asInt(policy.versions.size());
        }
        account.policies.put(arn, policy);
    }

    private void user(Account account, JsonNode node) {
        var user = new IamUser(
                account,
                text(node, "name"),
                node.path("path").asText("/"),
                node.path("id").asText(state.ids.unique("AIDA")),
                time(node, "created").orElse(now),
                facts(node));
        if (node.has("mfa")) {
            user.mfa =
                    Optional.of(new IamUser.MfaDevice(text(node.get("mfa"), "serial"), text(node.get("mfa"), "seed")));
        }
        account.add(user);
        for (var key : node.path("accessKeys")) {
            accessKey(account, user, key);
        }
    }

    private void accessKey(Account account, IamUser user, JsonNode node) {
        var key = new AccessKey(
                text(node, "id"),
                text(node, "secret"),
                account,
                user,
                time(node, "created").orElse(now),
                !node.path("status").asText("Active").equals("Inactive"));
        if (node.has("lastUsed")) {
            var use = node.get("lastUsed");
            key.lastUse = Optional.of(new Principal.LastUse(
                    time(use, "when").orElse(now),
                    use.path("service").asText("kms"),
                    use.path("region").asText("us-east-1")));
        }
        if (user != null) {
            user.accessKeys.put(key.id, key);
        }
        state.accessKeys.put(key.id, key);
    }

    private void role(Account account, JsonNode node, Map<IamRole, String> trusts) {
        var role = new IamRole(
                account,
                text(node, "name"),
                node.path("path").asText("/"),
                node.path("id").asText(state.ids.unique("AROA")),
                time(node, "created").orElse(now),
                facts(node));
        role.description = node.path("description").asText("");
        role.maxSessionSeconds = node.path("maxSessionDuration").asInt(3600);
        if (node.has("lastUsed")) {
            role.lastUse = Optional.of(new Principal.LastUse(
                    time(node.get("lastUsed"), "when").orElse(now),
                    "sts",
                    node.get("lastUsed").path("region").asText("us-east-1")));
        }
        account.add(role);
        trusts.put(role, policy(node.get("trustPolicy")));
    }

    private static Principal.Facts facts(JsonNode node) {
        var inline = new LinkedHashMap<String, String>();
        node.path("inlinePolicies").properties().forEach(each -> inline.put(each.getKey(), policy(each.getValue())));
        var attached = new ArrayList<String>();
        node.path("managedPolicies").forEach(each -> attached.add(each.asText()));
        return new Principal.Facts(true, null, inline, attached, optional(node, "permissionsBoundary"), tags(node));
    }

    private void key(Account account, JsonNode node, Map<String, KeyMaterial> materials) {
        var multiRegion =
                node.path("multiRegion").asBoolean() || node.path("id").asText().startsWith("mrk-");
        var id = node.path("id").asText(state.ids.keyId(multiRegion));
        var origin = node.path("origin").asText("AWS_KMS");
        var material = materials.computeIfAbsent(account.id + "/" + id, name -> material(id, node));
        var key = new KmsKey(
                account,
                text(node, "region"),
                id,
                time(node, "created").orElse(now),
                new KmsKey.Kind(
                        node.path("spec").asText("SYMMETRIC_DEFAULT"),
                        node.path("usage").asText("ENCRYPT_DECRYPT"),
                        origin),
                material);
        key.primaryRegion = node.path("primaryRegion").asText(key.region);
        key.description = node.path("description").asText("");
        key.manager = node.path("manager").asText("CUSTOMER");
        key.state = State.of(node.path("state").asText("Enabled"))
                .orElseThrow(() -> wrong(key.arn(), "unknown state " + node.get("state")));
        key.stateUntil = time(node, "stateUntil");
        key.deletionDate = time(node, "deletionDate");
        if (key.state == State.PENDING_DELETION && key.deletionDate.isEmpty()) {
            key.deletionDate = Optional.of(now.plus(Duration.ofDays(30)));
        }
        key.pendingWindowDays = node.path("pendingWindowDays").asInt(30);
        Imports.read(node, key, time(node, "validTo"));
        key.tags.putAll(tags(node));
        var policy = node.has("policy")
                ? policy(node.get("policy"))
                : AtlasPolicies.defaultKeyPolicy(account.partition, account.id).raw();
        key.policy = StoredPolicy.of(policy, account.partition, state);
        key.lastUsage =
                Optional.ofNullable(node.get("lastUsage")).map(this::lastUsage).or(() -> key.lastUsage);
        state.add(key);
        node.path("grants").forEach(grant -> grant(key, grant));
        node.path("aliases").forEach(alias -> alias(key, alias));
    }

    private KmsKey.LastUsage lastUsage(JsonNode use) {
        return new KmsKey.LastUsage(
                text(use, "operation"),
                time(use, "when").orElse(now),
                use.path("eventId").asText(state.ids.requestId()),
                use.path("requestId").asText(state.ids.requestId()));
    }

    private void alias(KmsKey key, JsonNode alias) {
        var name = alias.isObject() ? text(alias, "name") : alias.asText();
        var entry = new Alias(
                key.account,
                key.region,
                name,
                key.id,
                time(alias, "created").orElse(key.created),
                time(alias, "updated").orElse(key.created));
        state.aliases.put(entry.arn(), entry);
    }

    private KeyMaterial material(String id, JsonNode node) {
        var material = new KeyMaterial();
        node.path("material").forEach(version -> material.versions.add(KeyMaterial.Version.read(version)));
        material.pending = Optional.ofNullable(node.get("pendingMaterial")).map(KeyMaterial.Version::read);
        var empty = node.path("origin").asText("").equals("EXTERNAL")
                && node.path("state").asText("").equals("PendingImport");
        if (material.versions.isEmpty() && !empty) {
            material.versions.add(KeyMaterial.Version.of(id, state.ids.bytes(32), Optional.empty(), false));
        }
        var rotation = node.path("rotation");
        material.automaticRotation =
                rotation.isObject() && rotation.path("automatic").asBoolean(true);
        material.periodDays = rotation.path("periodInDays").asInt(365);
        material.nextRotation = time(rotation, "next").orElse(now.plus(Duration.ofDays(material.periodDays)));
        material.onDemandStarted = time(rotation, "onDemandStarted");
        material.onDemandCount = rotation.path("onDemandCount").asInt(0);
        return material;
    }

    private void grant(KmsKey key, JsonNode node) {
        var operations = new ArrayList<String>();
        node.path("operations").forEach(each -> operations.add(each.asText()));
        var grant = new Grant(
                node.path("id").asText(state.ids.grantId()),
                node.path("token").asText(state.ids.grantToken()),
                node.path("name").asText(""),
                time(node, "created").orElse(now.minus(Duration.ofDays(1))),
                new Grant.Parties(
                        text(node, "grantee"),
                        node.path("retiring").asText(""),
                        node.path("issuingAccount").asText(key.account.rootArn())),
                List.copyOf(operations),
                new Grant.Constraints(
                        strings(node, "encryptionContextEquals"),
                        strings(node, "encryptionContextSubset"),
                        optional(node, "sourceArn")));
        key.grants.put(grant.id(), grant);
    }

    private void session(JsonNode node) {
        var entity = state.principal(text(node, "principal")).orElse(null);
        if (entity == null) {
            return;
        }
        var policies = new ArrayList<String>();
        node.path("policies").forEach(each -> policies.add(policy(each)));
        var session = new Session(
                new Session.Credentials(text(node, "accessKeyId"), text(node, "secret"), text(node, "token")),
                entity,
                text(node, "name"),
                time(node, "issued").orElse(now),
                time(node, "expires").orElse(now),
                new Session.Terms(
                        policies,
                        node.path("mfa").asBoolean(),
                        optional(node, "sourceIdentity"),
                        tags(node),
                        node.path("chained").asBoolean()));
        state.sessions.put(session.accessKeyId(), session);
    }

    private StoredPolicy stored(String text, String owner) {
        try {
            return StoredPolicy.of(text, state.principal(owner).orElseThrow().account.partition, state);
        } catch (RuntimeException e) {
            throw wrong(owner, e.getMessage());
        }
    }

    /** A policy is an object, which may be laid out freely, or a string, which is kept verbatim. */
    private static String policy(JsonNode node) {
        if (node == null) {
            throw new IllegalArgumentException("a policy is missing");
        }
        return node instanceof ObjectNode object ? AtlasPolicies.pretty(object) : node.asText();
    }

    private static Map<String, String> tags(JsonNode node) {
        return strings(node, "tags").orElseGet(Map::of);
    }

    private static Optional<Map<String, String>> strings(JsonNode node, String name) {
        if (!node.has(name)) {
            return Optional.empty();
        }
        var map = new LinkedHashMap<String, String>();
        node.get(name)
                .properties()
                .forEach(each -> map.put(each.getKey(), each.getValue().asText()));
        return Optional.of(map);
    }

    private static Optional<String> optional(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    private static String text(JsonNode node, String name) {
        if (!node.hasNonNull(name)) {
            throw new IllegalArgumentException("'" + name + "' is missing in " + node);
        }
        return node.get(name).asText();
    }

    /** An instant ({@code 2026-05-12T00:00:00Z}) or an offset from now ({@code P10D}, {@code -PT3H}). */
    private Optional<Instant> time(JsonNode node, String name) {
        return optional(node, name).map(text -> {
            if (!text.startsWith("P") && !text.startsWith("-P")) {
                return Instant.parse(text);
            }
            return text.contains("T")
                    ? now.plus(Duration.parse(text))
                    : now.atZone(ZoneOffset.UTC).plus(Period.parse(text)).toInstant();
        });
    }

    private static IllegalArgumentException wrong(String what, String why) {
        return new IllegalArgumentException(what + ": " + why);
    }
}
