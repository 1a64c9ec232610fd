package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.Grant;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** KMS grants: create, list, revoke, retire. */
final class KmsGrants {

    private static final Set<String> OPERATIONS = Set.of(
            "Decrypt",
            "Encrypt",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "ReEncryptFrom",
            "ReEncryptTo",
            "CreateGrant",
            "RetireGrant",
            "DescribeKey",
            "Sign",
            "Verify",
            "GetPublicKey",
            "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext",
            "GenerateMac",
            "VerifyMac",
            "DeriveSharedSecret");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9:/_-]+");

    private final AwsState state;
    private final KmsAccess access;
    private final KmsPolicies policies;

    KmsGrants(AwsState state, KmsAccess access, KmsPolicies policies) {
        this.state = state;
        this.access = access;
        this.policies = policies;
    }

    /** The parameters of CreateGrant. */
    private record Wanted(
            String grantee,
            Optional<String> retiring,
            String name,
            List<String> operations,
            Optional<KmsInput> constraints,
            Optional<Map<String, String>> equals,
            Optional<Map<String, String>> subset) {

        static Wanted of(KmsInput input) {
            var grantee = input.required("GranteePrincipal", 1, 256);
            var retiring = input.text("RetiringPrincipal", 1, 256);
            var name = input.text("Name", 1, 256).orElse("");
            if (!name.isEmpty() && !NAME.matcher(name).matches()) {
                throw KmsInput.invalid("Value '" + name
                        + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression"
                        + " pattern: ^[a-zA-Z0-9:/_-]+$");
            }
            var operations = KmsGrants.operations(input);
            var constraints = input.structure("Constraints");
            return new Wanted(
                    grantee,
                    retiring,
                    name,
                    operations,
                    constraints,
                    constraints
                            .filter(c -> c.has("EncryptionContextEquals"))
                            .map(c -> c.map("EncryptionContextEquals")),
                    constraints
                            .filter(c -> c.has("EncryptionContextSubset"))
                            .map(c -> c.map("EncryptionContextSubset")));
        }

        Use use(List<String> tokens) {
            var use = Use.of("CreateGrant")
                    .withContext(Map.of(), tokens)
                    .with("kms:GranteePrincipal", grantee)
                    .with("kms:GrantOperations", operations.toArray(String[]::new))
                    .with("kms:GrantIsForAWSResource", "false");
            if (constraints.isEmpty()) {
                return use;
            }
            var context =
                    new ArrayList<>(equals.or(() -> subset).orElseGet(Map::of).keySet());
            return use.with(
                            "kms:GrantConstraintType",
                            equals.isPresent() ? "EncryptionContextEquals" : "EncryptionContextSubset")
                    .with("kms:EncryptionContextKeys", context.toArray(String[]::new));
        }

        boolean isLike(Grant grant) {
            return !name.isEmpty()
                    && grant.name().equals(name)
                    && grant.grantee().equals(grantee)
                    && grant.operations().equals(operations)
                    && grant.contextEquals().equals(equals)
                    && grant.contextSubset().equals(subset)
                    && grant.retiring().equals(retiring.orElse(""));
        }
    }

    ObjectNode create(Caller caller, String region, KmsInput input) {
        var wanted = Wanted.of(input);
        var use = wanted.use(input.texts("GrantTokens", 10));
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, use);
        switch (key.state) {
            case ENABLED, UPDATING -> {}
            case DISABLED -> throw AwsFault.kms("DisabledException", key.arn() + " is disabled.");
            default -> throw KmsLifecycle.invalidState(key);
        }
        requirePrincipal(wanted.grantee(), key);
        wanted.retiring().ifPresent(principal -> requirePrincipal(principal, key));
        KmsCrypto.dryRun(input);
        var same = key.grants.values().stream().filter(wanted::isLike).findFirst();
        var grant = same.orElseGet(() -> new Grant(
                state.ids.grantId(),
                state.ids.grantToken(),
                wanted.name(),
                state.now(),
                new Grant.Parties(
                        wanted.grantee(),
                        wanted.retiring().orElse(""),
                        caller.account().rootArn()),
                wanted.operations(),
                new Grant.Constraints(
                        wanted.equals(), wanted.subset(), wanted.constraints().flatMap(c -> c.text("SourceArn")))));
        key.grants.put(grant.id(), grant);
        return JsonNodeFactory.instance
                .objectNode()
                .put("GrantToken", grant.token())
                .put("GrantId", grant.id());
    }

    private static List<String> operations(KmsInput input) {
        if (!input.has("Operations")) {
            throw KmsInput.missing("Operations");
        }
        var operations = input.texts("Operations", 100);
        operations.stream()
                .filter(each -> !OPERATIONS.contains(each))
                .findFirst()
                .ifPresent(each -> {
                    throw KmsInput.invalid("Value '" + operations
                            + "' at 'operations' failed to satisfy constraint: Member must satisfy enum value set: "
                            + new java.util.TreeSet<>(OPERATIONS));
                });
        return operations.stream().distinct().sorted().toList();
    }

    private void requirePrincipal(String principal, KmsKey key) {
        if (Arn.parse(principal).isEmpty() || !policies.visiblePrincipal(principal, key.account.partition)) {
            throw AwsFault.kms("InvalidArnException", "ARN does not refer to a valid principal: " + principal);
        }
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 100).orElse(50), state.settings.pageSize());
        var id = input.text("GrantId", 1, 128);
        var grantee = input.text("GranteePrincipal", 1, 256);
        if (grantee.isPresent() && input.has("GranteeServicePrincipal")) {
            throw AwsFault.kms(
                    "ValidationException", "GranteePrincipal and GranteeServicePrincipal cannot both be specified.");
        }
        var service = input.text("GranteeServicePrincipal", 1, 256);
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("ListGrants"));
        if (id.isPresent() && !key.grants.containsKey(id.get())) {
            throw AwsFault.kms("InvalidGrantIdException", "The grant ID " + id.get() + " is not valid.");
        }
        var found = key.grants.values().stream()
                .filter(g -> id.isEmpty() || g.id().equals(id.get()))
                .filter(g -> grantee.isEmpty() || g.grantee().equals(grantee.get()))
                .filter(g -> service.isEmpty())
                .map(g -> new Held(key, g))
                .toList();
        return page(found, input, limit);
    }

    ObjectNode listRetirable(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 100).orElse(50), state.settings.pageSize());
        var principal = input.required("RetiringPrincipal", 1, 256);
        access.authorise(caller, region, "ListRetirableGrants", "*", Map.of());
        var found = state.keys.values().stream()
                .filter(k -> k.region.equals(region) && k.account == caller.account())
                .flatMap(k -> k.grants.values().stream()
                        .filter(g -> g.retiring().equals(principal))
                        .map(g -> new Held(k, g)))
                .toList();
        return page(found, input, limit);
    }

    private record Held(KmsKey key, Grant grant) {}

    private static ObjectNode page(List<Held> found, KmsInput input, int limit) {
        var page =
                Paging.page(found, held -> held.grant().id(), input.text("Marker", 1, 1024), limit, KmsKeys::badMarker);
        var reply = JsonNodeFactory.instance.objectNode();
        var grants = reply.putArray("Grants");
        page.items().forEach(held -> write(grants.addObject(), held));
        return KmsKeys.paged(reply, page);
    }

    private static void write(ObjectNode node, Held held) {
        var grant = held.grant();
        node.put("KeyId", held.key().arn())
                .put("GrantId", grant.id())
                .put("CreationDate", KmsKeys.seconds(grant.created()))
                .put("GranteePrincipal", grant.grantee())
                .put("IssuingAccount", grant.parties().issuingAccount());
        if (!grant.name().isEmpty()) {
            node.put("Name", grant.name());
        }
        if (!grant.retiring().isEmpty()) {
            node.put("RetiringPrincipal", grant.retiring());
        }
        grant.operations().forEach(node.putArray("Operations")::add);
        if (grant.contextEquals().isPresent()
                || grant.contextSubset().isPresent()
                || grant.sourceArn().isPresent()) {
            var constraints = node.putObject("Constraints");
            grant.contextEquals().ifPresent(map -> map.forEach(constraints.putObject("EncryptionContextEquals")::put));
            grant.contextSubset().ifPresent(map -> map.forEach(constraints.putObject("EncryptionContextSubset")::put));
            grant.sourceArn().ifPresent(arn -> constraints.put("SourceArn", arn));
        }
    }

    ObjectNode revoke(Caller caller, String region, KmsInput input) {
        var id = input.required("GrantId", 1, 128);
        var key = access.require(caller, region, input.required("KeyId", 1, 2048), false, Use.of("RevokeGrant"));
        KmsLifecycle.requireNotPendingDeletion(key);
        if (!key.grants.containsKey(id)) {
            throw AwsFault.kms("NotFoundException", "Grant ID " + id + " not found");
        }
        KmsCrypto.dryRun(input);
        key.grants.remove(id);
        return KmsKeys.empty();
    }

    /**
     * The retiring principal needs no policy, nor does the grantee if the grant allows it to retire. Every other caller
     * needs permission.
     */
    ObjectNode retire(Caller caller, String region, KmsInput input) {
        var token = input.text("GrantToken", 1, 8192);
        var held = token.isPresent() ? byToken(region, token.get()) : byId(caller, region, input);
        var grant = held.grant();
        var own = grant.retiring().equals(caller.principal().arn())
                || grant.retiring().equals(caller.arn())
                || grant.operations().contains("RetireGrant")
                        && grant.grantee().equals(caller.principal().arn());
        if (!own) {
            access.authorise(caller, held.key(), Use.of("RetireGrant"));
        }
        KmsLifecycle.requireNotPendingDeletion(held.key());
        KmsCrypto.dryRun(input);
        held.key().grants.remove(grant.id());
        return KmsKeys.empty();
    }

    private Held byToken(String region, String token) {
        return state.keys.values().stream()
                .filter(k -> k.region.equals(region))
                .flatMap(k -> k.grants.values().stream()
                        .filter(g -> g.token().equals(token))
                        .map(g -> new Held(k, g)))
                .findFirst()
                .orElseThrow(() -> AwsFault.kms("InvalidGrantTokenException", "The grant token is not valid."));
    }

    private Held byId(Caller caller, String region, KmsInput input) {
        var id = input.required("GrantId", 1, 128);
        var key = access.find(caller, region, input.required("KeyId", 1, 2048), false, "RetireGrant")
                .key();
        return Optional.ofNullable(key.grants.get(id))
                .map(grant -> new Held(key, grant))
                .orElseThrow(() -> AwsFault.kms("NotFoundException", "Grant ID " + id + " not found"));
    }
}
