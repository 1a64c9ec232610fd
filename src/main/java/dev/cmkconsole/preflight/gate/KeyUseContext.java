package dev.cmkconsole.preflight.gate;

import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.Truth;
import dev.cmkconsole.policy.evaluate.AtlasContext;
import dev.cmkconsole.policy.evaluate.RequestContext;
import dev.cmkconsole.policy.evaluate.RequestPrincipal;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import java.util.Map;
import java.util.Optional;

/** What is known of a request that uses the key: what AWS knows of each, and the facts about role and key. */
final class KeyUseContext {
    private KeyUseContext() {}

    static RequestContext of(
            AccessFacts facts, KeyArn key, Optional<CustomerKey> metadata, Observed<Map<String, String>> tags) {
        var role = facts.roleArn().orElseThrow();
        var context = AtlasContext.useKey(role.toString(), throughEndpoints(facts), facts.at())
                .known("aws:RequestedRegion", key.region().id())
                .known("aws:ResourceAccount", key.account());
        metadata.ifPresent(k -> {
            told(context, "kms:KeySpec", k.spec());
            told(context, "kms:CustomerMasterKeySpec", k.spec());
            told(context, "kms:KeyUsage", k.usage());
            told(context, "kms:CustomerMasterKeyUsage", k.usage());
            told(context, "kms:KeyOrigin", k.origin());
            context.known("kms:MultiRegion", Boolean.toString(k.multiRegion()));
            aliases(context, k);
            if (!k.multiRegion()) {
                context.absent("kms:MultiRegionKeyType");
            }
        });
        tags.value().ifPresent(all -> {
            context.absentUnlessKnown("aws:ResourceTag/");
            all.forEach((name, value) -> context.known("aws:ResourceTag/" + name, value));
        });
        facts.role().ifPresent(r -> {
            context.absentUnlessKnown("aws:PrincipalTag/");
            r.tags().forEach((name, value) -> context.known("aws:PrincipalTag/" + name, value));
        });
        return context.build();
    }

    /** What AWS' answer lacks stays unknown. */
    private static void told(RequestContext.Builder context, String key, String value) {
        if (!value.isEmpty()) {
            context.known(key, value);
        }
    }

    /** No alias may mean that nobody was allowed to list them. */
    private static void aliases(RequestContext.Builder context, CustomerKey key) {
        if (!key.aliases().isEmpty()) {
            context.known("kms:ResourceAliases", key.aliases());
        }
    }

    /** The session of the role that calls KMS. Nobody but Atlas knows its name. */
    static RequestPrincipal session(AccessFacts facts) {
        var bounded = facts.role()
                .map(r -> Truth.of(r.permissionsBoundary().isPresent()))
                .orElse(Truth.UNKNOWN);
        return RequestPrincipal.roleSession(facts.roleArn().orElseThrow().toString(), null, null)
                .withBoundary(bounded);
    }

    /** Unknown where the project's configuration could not be read. */
    private static Truth throughEndpoints(AccessFacts facts) {
        return facts.known(Evidence.ENCRYPTION).isEmpty()
                ? Truth.UNKNOWN
                : Truth.of(facts.configuration()
                        .filter(c -> c.requirePrivateNetworking())
                        .isPresent());
    }
}
