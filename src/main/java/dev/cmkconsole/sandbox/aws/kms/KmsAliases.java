package dev.cmkconsole.sandbox.aws.kms;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cmkconsole.sandbox.aws.kms.KmsAccess.Use;
import dev.cmkconsole.sandbox.aws.state.Alias;
import dev.cmkconsole.sandbox.aws.state.AwsState;
import dev.cmkconsole.sandbox.aws.state.Caller;
import dev.cmkconsole.sandbox.aws.state.KmsKey;
import dev.cmkconsole.sandbox.aws.wire.AwsFault;
import dev.cmkconsole.sandbox.aws.wire.Paging;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Aliases of one account and Region. Managing one requires permission on the alias (IAM) and on the key (key policy).
 */
final class KmsAliases {

    private static final Pattern NAME = Pattern.compile("alias/[a-zA-Z0-9/_-]+");

    private final AwsState state;
    private final KmsAccess access;

    KmsAliases(AwsState state, KmsAccess access) {
        this.state = state;
        this.access = access;
    }

    ObjectNode create(Caller caller, String region, KmsInput input) {
        var name = name(input);
        var alias = new Alias(caller.account(), region, name, "", state.now(), state.now());
        var target = target(caller, region, input, "CreateAlias", alias);
        KmsLifecycle.requireNotPendingDeletion(target);
        if (state.aliases.containsKey(alias.arn())) {
            throw AwsFault.kms("AlreadyExistsException", "An alias with the name " + alias.arn() + " already exists");
        }
        state.aliases.put(
                alias.arn(), new Alias(caller.account(), region, name, target.id, alias.created(), alias.updated()));
        return KmsKeys.empty();
    }

    ObjectNode update(Caller caller, String region, KmsInput input) {
        var probe = new Alias(caller.account(), region, name(input), "", state.now(), state.now());
        var target = target(caller, region, input, "UpdateAlias", probe);
        var existing = existing(probe);
        var current = state.key(region, existing.targetKeyId());
        current.ifPresent(key -> access.authorise(caller, key, Use.of("UpdateAlias")));
        KmsLifecycle.requireNotPendingDeletion(target);
        if (current.filter(key -> !key.usage.equals(target.usage) || key.isSymmetric() != target.isSymmetric())
                .isPresent()) {
            throw KmsInput.invalid(
                    "The alias can only be associated with a key of the same type and key usage as the current one.");
        }
        state.aliases.put(
                probe.arn(),
                new Alias(existing.account(), region, existing.name(), target.id, existing.created(), state.now()));
        return KmsKeys.empty();
    }

    ObjectNode delete(Caller caller, String region, KmsInput input) {
        var probe = new Alias(caller.account(), region, name(input), "", state.now(), state.now());
        access.authorise(caller, region, "DeleteAlias", probe.arn(), Map.of());
        var existing = existing(probe);
        state.key(region, existing.targetKeyId())
                .ifPresent(key -> access.authorise(caller, key, Use.of("DeleteAlias")));
        state.aliases.remove(probe.arn());
        return KmsKeys.empty();
    }

    ObjectNode list(Caller caller, String region, KmsInput input) {
        int limit = Math.min(input.number("Limit", 1, 100).orElse(50), state.settings.pageSize());
        access.authorise(caller, region, "ListAliases", "*", Map.of());
        var only = input.text("KeyId", 1, 2048)
                .map(id -> access.find(caller, region, id, false, "ListAliases").key());
        var own = state.aliases.values().stream()
                .filter(a -> a.account() == caller.account() && a.region().equals(region))
                .filter(a -> only.isEmpty() || a.targetKeyId().equals(only.get().id))
                .toList();
        var page = Paging.page(own, Alias::name, input.text("Marker", 1, 1024), limit, KmsKeys::badMarker);
        var reply = JsonNodeFactory.instance.objectNode();
        var aliases = reply.putArray("Aliases");
        for (var alias : page.items()) {
            var node = aliases.addObject().put("AliasName", alias.name()).put("AliasArn", alias.arn());
            if (!alias.targetKeyId().isEmpty()) {
                node.put("TargetKeyId", alias.targetKeyId())
                        .put("CreationDate", KmsKeys.seconds(alias.created()))
                        .put("LastUpdatedDate", KmsKeys.seconds(alias.updated()));
            }
        }
        return KmsKeys.paged(reply, page);
    }

    private KmsKey target(Caller caller, String region, KmsInput input, String action, Alias alias) {
        var keyId = input.required("TargetKeyId", 1, 2048);
        access.authorise(caller, region, action, alias.arn(), Map.of());
        return access.require(caller, region, keyId, false, Use.of(action));
    }

    private Alias existing(Alias probe) {
        var existing = state.aliases.get(probe.arn());
        if (existing == null) {
            throw AwsFault.kms("NotFoundException", "Alias " + probe.arn() + " is not found.");
        }
        return existing;
    }

    private static String name(KmsInput input) {
        var name = input.required("AliasName", 1, 256);
        if (!name.startsWith("alias/")) {
            throw AwsFault.kms("ValidationException", "Invalid identifier");
        }
        if (!NAME.matcher(name).matches()) {
            throw AwsFault.kms(
                    "ValidationException",
                    "1 validation error detected: Value '" + name
                            + "' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression"
                            + " pattern: ^alias/[a-zA-Z0-9/_-]+$");
        }
        if (name.startsWith("alias/aws/")) {
            throw AwsFault.kms("NotAuthorizedException", "");
        }
        return name;
    }
}
