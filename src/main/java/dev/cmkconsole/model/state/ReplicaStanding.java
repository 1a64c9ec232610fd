package dev.cmkconsole.model.state;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.CustomerKey.Unusable;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.Text;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a region says about its replica of a multi-Region key. Where private networking is required, the nodes of a
 * region reach AWS KMS through the endpoint of that region, which knows only the key there.
 *
 * @param key the region's answer; its ARN is the one that the replica has or would have
 */
public record ReplicaStanding(RegionalKey key, Word word) {
    /** CHANGING: it becomes usable on its own. UNUSABLE: it exists, and nobody can encrypt or decrypt with it. */
    public enum Word {
        USABLE,
        CHANGING,
        UNREAD,
        MISSING,
        PENDING_DELETION,
        UNUSABLE
    }

    public static ReplicaStanding of(RegionalKey key) {
        return new ReplicaStanding(key, word(key));
    }

    private static Word word(RegionalKey key) {
        if (key.missing()) {
            return Word.MISSING;
        }
        return key.key().value().map(ReplicaStanding::word).orElse(Word.UNREAD);
    }

    private static Word word(CustomerKey key) {
        if (key.state().awaitsDeletion()) {
            return Word.PENDING_DELETION;
        }
        if (key.state().known() == KeyState.KnownState.CREATING) {
            return Word.CHANGING;
        }
        if (KeyStanding.objection(key).isPresent()) {
            return Word.UNUSABLE;
        }
        boolean told = key.unusable().filter(why -> why == Unusable.NOT_TOLD).isEmpty();
        return told && !KeyStanding.untold(key) ? Word.USABLE : Word.UNREAD;
    }

    /**
     * The replicas that nodes of encrypted clusters need beside the configured key, by region. Empty where private
     * networking is not required, or for a key of one region.
     *
     * @param regional the key as other regions show it; a region that was not asked is left out
     */
    public static List<ReplicaStanding> needed(
            AwsKms kms, Collection<Cluster> clusters, Map<AwsRegion, RegionalKey> regional) {
        return regions(kms, clusters).stream()
                .flatMap(region -> Optional.ofNullable(regional.get(region)).stream())
                .filter(key -> sameKey(kms, key.arn()))
                .map(ReplicaStanding::of)
                .toList();
    }

    /** The regions whose nodes need a replica. */
    public static Set<AwsRegion> regions(AwsKms kms, Collection<Cluster> clusters) {
        var regions = new TreeSet<>(NeededRegions.all(kms, clusters));
        kms.region().ifPresent(regions::remove);
        return regions;
    }

    /** Whether it is the configured key in another region. */
    private static boolean sameKey(AwsKms kms, KeyArn other) {
        return kms.region().map(other::in).filter(kms::usesKey).isPresent();
    }

    public AwsRegion region() {
        return key.arn().region();
    }

    /** Whether the region says that nodes there cannot use the key. */
    public boolean refuses() {
        return word == Word.MISSING || word == Word.PENDING_DELETION || word == Word.UNUSABLE;
    }

    /** What the region says, and what that means for the nodes there. */
    public Text said() {
        var state = key.key().value().map(k -> k.state().text());
        return switch (word) {
            case MISSING -> Text.of("replica.MISSING", region().id());
            case UNREAD -> Text.of("replica.UNREAD", region().id(), key.key().unreadCode());
            case USABLE, CHANGING, PENDING_DELETION, UNUSABLE ->
                Text.of("replica." + word, region().id(), state.orElseThrow());
        };
    }
}
