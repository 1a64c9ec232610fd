package dev.cmkconsole.model.record;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.outcome.ClockDifference;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem.Origin;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a project was like at one time, as far as an auditor asks. A part that could not be read is named and never
 * filled in.
 *
 * @param posture empty where the configuration could not be read; so is all that follows from it
 * @param clusters empty where they could not be read
 * @param clock absent where no difference of more than five minutes was known, and in lines of earlier versions
 */
public record ProjectFacts(
        Instant at,
        Optional<Posture> posture,
        AccessFact access,
        KeyFact encryptionKey,
        Optional<List<ClusterFact>> clusters,
        List<Unread> unread,
        Optional<ClockFact> clock) {

    public ProjectFacts {
        clusters = clusters.map(List::copyOf);
        unread = List.copyOf(unread);
    }

    /**
     * How Atlas reaches the key: by an IAM role, or by an access key of an IAM user.
     *
     * @param roleId the role's id in Atlas
     * @param role the IAM role's ARN
     * @param accessKey the id of the IAM user's access key, which is no secret; shortened in lines of earlier versions
     */
    public record AccessFact(Optional<String> roleId, Optional<String> role, Optional<String> accessKey) {
        private AccessFact mapTexts(UnaryOperator<String> change) {
            return new AccessFact(roleId.map(change), role.map(change), accessKey.map(change));
        }
    }

    /**
     * The project's key.
     *
     * @param key id or ARN exactly as Atlas holds it
     * @param aliases of that key; empty also where they were not read
     * @param region as Atlas spells it
     * @param valid whether Atlas said that it can use the key
     * @param privateNetworking whether Atlas reaches the key over private networking only
     */
    public record KeyFact(
            Optional<String> key,
            List<String> aliases,
            Optional<String> keyState,
            Optional<String> region,
            Optional<Boolean> valid,
            Optional<Boolean> privateNetworking) {
        public KeyFact {
            aliases = List.copyOf(aliases);
        }

        private KeyFact mapTexts(UnaryOperator<String> change) {
            return new KeyFact(
                    key.map(change),
                    aliases.stream().map(change).toList(),
                    keyState.map(change),
                    region.map(change),
                    valid,
                    privateNetworking);
        }
    }

    /** @param eligible whether clusters of its tier can use customer-managed keys */
    public record ClusterFact(
            String name, String tier, EncryptionProvider encryption, String state, boolean eligible) {}

    /** @param part {@code configuration}, {@code roles} or {@code clusters} */
    public record Unread(String part, String code) {}

    /**
     * How far the clock of the computer was from a service's clock.
     *
     * @param service {@code ATLAS} or {@code AWS}
     * @param aheadSeconds how far the service's clock was ahead; negative where it was behind
     */
    public record ClockFact(Origin service, long aheadSeconds) {
        static ClockFact of(ClockDifference difference) {
            return new ClockFact(difference.service(), difference.ahead().toSeconds());
        }

        public ClockDifference difference() {
            return new ClockDifference(service, Duration.ofSeconds(Math.max(aheadSeconds, -Long.MAX_VALUE)));
        }
    }

    public static ProjectFacts of(ProjectSnapshot now, Optional<ClockDifference> clock) {
        var kms = now.encryption().value().map(EncryptionAtRest::awsKms).filter(AwsKms::enabled);
        var seen = now.aws()
                .key()
                .value()
                .filter(key -> kms.filter(k -> k.usesKey(key.arn())).isPresent());
        var unread = new ArrayList<Unread>();
        unread(unread, "configuration", now.encryption());
        unread(unread, "roles", now.roles());
        unread(unread, "clusters", now.clusters());
        return new ProjectFacts(
                now.at(),
                now.posture(),
                new AccessFact(
                        kms.flatMap(AwsKms::roleId),
                        now.configuredRole().flatMap(AccessRole::iamRoleArn),
                        kms.flatMap(AwsKms::accessKeyId)),
                new KeyFact(
                        kms.flatMap(AwsKms::customerMasterKeyId),
                        seen.map(CustomerKey::aliases).orElse(List.of()),
                        seen.map(key -> key.state().word()),
                        kms.flatMap(AwsKms::region).map(AwsRegion::atlasName),
                        kms.map(AwsKms::valid),
                        kms.map(AwsKms::requirePrivateNetworking)),
                now.clusters()
                        .value()
                        .map(all -> all.stream().map(ProjectFacts::fact).toList()),
                unread,
                clock.map(ClockFact::of));
    }

    private static ClusterFact fact(Cluster cluster) {
        return new ClusterFact(
                cluster.name(), cluster.instanceSize(), cluster.encryption(), cluster.state(), cluster.eligibleTier());
    }

    private static void unread(List<Unread> unread, String part, Observed<?> observed) {
        switch (observed) {
            case Observed.Known<?> _ -> {}
            case Observed.Failed<?>(var problem, var _) -> unread.add(new Unread(part, problem.code()));
            case Observed.NotRead<?> _ -> unread.add(new Unread(part, "NOT_READ"));
        }
    }

    public Optional<String> roleId() {
        return access.roleId();
    }

    public Optional<String> role() {
        return access.role();
    }

    public Optional<String> accessKey() {
        return access.accessKey();
    }

    public Optional<String> key() {
        return encryptionKey.key();
    }

    public boolean onCredentials() {
        return roleId().isEmpty() && accessKey().isPresent();
    }

    /** How many clusters are encrypted with the project's key. A cluster that is being changed does not count yet. */
    public long encrypted() {
        return clusters.orElse(List.of()).stream()
                .filter(c -> c.encryption == EncryptionProvider.AWS && c.state.equals("IDLE"))
                .count();
    }

    /** How many clusters of an eligible tier have no key besides Atlas' own. */
    public long open() {
        return clusters.orElse(List.of()).stream()
                .filter(c -> c.eligible && c.encryption == EncryptionProvider.NONE)
                .count();
    }

    /** How many clusters are of a tier that can be encrypted with it. */
    public long eligible() {
        return clusters.orElse(List.of()).stream().filter(ClusterFact::eligible).count();
    }

    ProjectFacts mapTexts(UnaryOperator<String> change) {
        return new ProjectFacts(
                at,
                posture,
                access.mapTexts(change),
                encryptionKey.mapTexts(change),
                clusters.map(all -> all.stream()
                        .map(c -> new ClusterFact(
                                change.apply(c.name),
                                change.apply(c.tier),
                                c.encryption,
                                change.apply(c.state),
                                c.eligible))
                        .toList()),
                unread.stream()
                        .map(u -> new Unread(change.apply(u.part), change.apply(u.code)))
                        .toList(),
                clock);
    }
}
