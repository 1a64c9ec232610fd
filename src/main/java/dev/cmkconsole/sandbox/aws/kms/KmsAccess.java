package dev.cmkconsole.sandbox.aws.kms;

import dev.cmkconsole.policy.document.Arn;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.policy.document.PolicyKind;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AccessDecision;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.sandbox.aws.state.Alias;
import dev.cmkconsole.sandbox.aws.state.AwsAuthorization;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.Grant;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the key of a request and decides whether the caller may use it in this way. */
final class KmsAccess {

    /** Operations that KMS allows from other accounts, given a key ARN. */
    private static final Set<String> CROSS_ACCOUNT = Set.of(
            "DescribeKey",
            "Encrypt",
            "Decrypt",
            "ReEncryptFrom",
            "ReEncryptTo",
            "GenerateDataKey",
            "GenerateDataKeyWithoutPlaintext",
            "ListGrants",
            "CreateGrant",
            "RevokeGrant",
            "RetireGrant",
            "GetKeyRotationStatus");

    /** The constraints of a grant do not apply to these. */
    private static final Set<String> UNCONSTRAINED = Set.of("DescribeKey", "RetireGrant");

    private static final Pattern KEY_ID = Pattern.compile("mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final String HIDDEN =
            " because the resource does not exist in this Region, no resource-based policies allow access, or a"
                    + " resource-based policy explicitly denies access";

    private final AwsState state;
    private final AwsAuthorization authorization;

    KmsAccess(AwsState state, AwsAuthorization authorization) {
        this.state = state;
        this.authorization = authorization;
    }

    /**
     * One use of a key.
     *
     * @param action without {@code kms:}
     * @param encryptionContext empty for operations without one
     * @param extra further condition keys
     * @param alias the alias that the caller named, if any
     */
    record Use(
            String action,
            Map<String, String> encryptionContext,
            List<String> grantTokens,
            Map<String, List<String>> extra,
            Optional<String> alias) {

        static Use of(String action) {
            return new Use(action, Map.of(), List.of(), Map.of(), Optional.empty());
        }

        Use with(String key, String... values) {
            var more = new java.util.HashMap<>(extra);
            more.put(key, List.of(values));
            return new Use(action, encryptionContext, grantTokens, more, alias);
        }

        Use withContext(Map<String, String> context, List<String> tokens) {
            return new Use(action, context, tokens, extra, alias);
        }

        Use withAlias(Optional<String> named) {
            return new Use(action, encryptionContext, grantTokens, extra, named);
        }
    }

    /**
     * The key that the caller named.
     *
     * @param alias the alias, if the caller named one
     */
    record Target(KmsKey key, Optional<String> alias) {}

    /** Finds the key and authorizes the caller, which most operations on a key begin with. */
    KmsKey require(Caller caller, String region, String keyId, boolean aliasAllowed, Use use) {
        var target = find(caller, region, keyId, aliasAllowed, use.action());
        authorise(caller, target.key(), use.withAlias(target.alias()));
        return target.key();
    }

    /**
     * @throws AwsFault KMS' error for a text that names no key of this Region; other accounts do not learn which keys
     *     exist
     */
    Target find(Caller caller, String region, String text, boolean aliasAllowed, String action) {
        var partition = caller.account().partition;
        if (!text.startsWith("arn:")) {
            var kind = text.startsWith("alias/") ? "" : "key/";
            if (kind.isEmpty() ? !aliasAllowed : !KEY_ID.matcher(text).matches()) {
                throw AwsFault.kms("NotFoundException", "Invalid keyId '" + text + "'");
            }
            return find(caller, new Arn(partition, "kms", region, caller.account().id, kind + text), action);
        }
        var arn = Arn.parse(text)
                .filter(a -> a.service().equals("kms") && Arn.isAccountId(a.account()))
                .orElseThrow(() -> AwsFault.kms("InvalidArnException", "Invalid arn " + text));
        if (!arn.region().equals(region) || !arn.partition().equals(partition)) {
            throw AwsFault.kms("NotFoundException", "Invalid arn " + arn.region());
        }
        if (!arn.resource().startsWith("key/")
                && !(aliasAllowed && arn.resource().startsWith("alias/"))) {
            throw AwsFault.kms("InvalidArnException", "Invalid arn " + text);
        }
        return find(caller, arn, action);
    }

    private Target find(Caller caller, Arn arn, String action) {
        var alias = arn.resource().startsWith("alias/") ? Optional.of(arn.resource()) : Optional.<String>empty();
        var keyId = alias.isEmpty()
                ? Optional.of(arn.resource().substring("key/".length()))
                : Optional.ofNullable(state.aliases.get(arn.toString())).map(Alias::targetKeyId);
        var key = keyId.flatMap(id -> state.key(arn.region(), id)).filter(k -> k.account.id.equals(arn.account()));
        if (key.isEmpty() && !arn.account().equals(caller.account().id)) {
            throw denied(caller, action, arn.toString(), HIDDEN);
        }
        return new Target(
                key.orElseThrow(() -> AwsFault.kms(
                        "NotFoundException",
                        alias.isPresent() ? "Alias " + arn + " is not found." : "Key '" + arn + "' does not exist")),
                alias);
    }

    void authorise(Caller caller, KmsKey key, Use use) {
        var foreign = !caller.account().id.equals(key.account.id);
        if (foreign && !CROSS_ACCOUNT.contains(use.action())) {
            throw denied(caller, use.action(), key.arn(), HIDDEN);
        }
        var decision = decide(caller, key, key.policy.current(state), use);
        if (!decision.isAllowed()) {
            var hidden = foreign
                    && decision.blamed().filter(kind -> kind == PolicyKind.KEY).isPresent();
            throw denied(
                    caller,
                    use.action(),
                    key.arn(),
                    hidden ? HIDDEN : AwsAuthorization.reason(decision, "kms:" + use.action()));
        }
    }

    AccessDecision decide(Caller caller, KmsKey key, PolicyDocument policy, Use use) {
        return authorization.onKey(
                caller, key, policy, "kms:" + use.action(), context(caller, key, use), granted(caller, key, use));
    }

    /** Authorizes an operation without a key. Only IAM policies decide. */
    void authorise(Caller caller, String region, String action, String resource, Map<String, List<String>> extra) {
        var context = authorization.context(caller, region).known("kms:CallerAccount", caller.account().id);
        extra.forEach(context::known);
        var decision = authorization.onIdentity(caller, "kms:" + action, resource, context.build());
        if (!decision.isAllowed()) {
            throw denied(caller, action, resource, AwsAuthorization.reason(decision, "kms:" + action));
        }
    }

    private static AwsFault denied(Caller caller, String action, String resource, String reason) {
        return AwsFault.kms("AccessDeniedException", AwsAuthorization.text(caller, "kms:" + action, resource, reason));
    }

    private RequestContext context(Caller caller, KmsKey key, Use use) {
        var context = authorization
                .context(caller, key.region)
                .known("kms:CallerAccount", caller.account().id)
                .known("aws:ResourceAccount", key.account.id)
                .known("kms:KeySpec", key.spec)
                .known("kms:KeyUsage", key.usage)
                .known("kms:KeyOrigin", key.origin)
                .known("kms:MultiRegion", Boolean.toString(key.multiRegion))
                .known(
                        "kms:ResourceAliases",
                        state.aliases.values().stream()
                                .filter(a -> a.region().equals(key.region)
                                        && a.targetKeyId().equals(key.id))
                                .map(Alias::name)
                                .toList());
        if (key.multiRegion) {
            context.known("kms:MultiRegionKeyType", key.isPrimary() ? "PRIMARY" : "REPLICA");
        }
        key.account.organization.ifPresent(id -> context.known("aws:ResourceOrgID", id));
        key.tags.forEach((name, value) -> context.known("aws:ResourceTag/" + name, value));
        use.alias().ifPresent(alias -> context.known("kms:RequestAlias", alias));
        if (!use.encryptionContext().isEmpty()) {
            context.known(
                    "kms:EncryptionContextKeys",
                    List.copyOf(use.encryptionContext().keySet()));
            use.encryptionContext().forEach((name, value) -> context.known("kms:EncryptionContext:" + name, value));
        }
        use.extra().forEach(context::known);
        return context.build();
    }

    /** A new grant takes effect after a delay, or immediately for a caller that presents its token. */
    private Truth granted(Caller caller, KmsKey key, Use use) {
        var seen = state.now().minus(state.settings.keyTransition());
        return Truth.of(key.grants.values().stream()
                .anyMatch(grant -> grant.operations().contains(use.action())
                        && (grant.grantee().equals(caller.principal().arn())
                                || grant.grantee().equals(caller.arn()))
                        && (!grant.created().isAfter(seen) || use.grantTokens().contains(grant.token()))
                        && (UNCONSTRAINED.contains(use.action()) || met(grant, lower(use.encryptionContext())))));
    }

    private static boolean met(Grant grant, Map<String, String> context) {
        return grant.contextEquals()
                        .map(wanted -> context.equals(lower(wanted)))
                        .orElse(true)
                && grant.contextSubset()
                        .map(wanted ->
                                context.entrySet().containsAll(lower(wanted).entrySet()))
                        .orElse(true)
                && grant.sourceArn().isEmpty();
    }

    /** KMS compares the names of a context without regard to case, its values to the letter. */
    private static Map<String, String> lower(Map<String, String> context) {
        var lower = new HashMap<String, String>();
        context.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
