package dev.cmkconsole.preflight;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.AwsCaller;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The facts of a healthy project whose key Atlas uses. A test changes one part of them. */
final class WorkingProject {
    static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    static final KeyArn KEY = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    static final KeyArn OLD = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
    static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas");
    static final String ATLAS = "arn:aws:iam::536727724300:root";
    static final String DELEGATION =
            AtlasPolicies.defaultKeyPolicy("aws", "111122223333").raw();

    static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, NOW);
    }

    static <T> Observed<T> failed(String code) {
        return new Observed.Failed<>(new Problem.Local("test", code, "", NOW), NOW);
    }

    /** What may need a key where every backup names one of these and nothing else is going on. */
    static KeySurvey survey(List<ClusterUse> clusters, String... masterKeys) {
        return new KeySurvey(
                known(clusters),
                known(Stream.of(masterKeys)
                        .map(key -> new KeyBackup(
                                "orders", "s-" + key, Optional.of(key), Optional.of(NOW), Optional.empty()))
                        .toList()),
                new OtherNeeds(known(List.of()), known(Optional.empty()), known(List.of())),
                List.of(),
                known(List.of()),
                Optional.empty());
    }

    /** Every alert about the key, on and notifying the Project Owners. */
    static List<AlertConfiguration> alerts() {
        return Stream.of(KeyAlert.values())
                .map(alert -> new AlertConfiguration(
                        "6a793faec0eb9e7a177175e" + alert.ordinal(),
                        alert,
                        true,
                        alert.hasDays() ? Optional.of(90) : Optional.empty(),
                        List.of(Recipient.OWNERS),
                        false,
                        new AlertConfiguration.Original("{}", List.of())))
                .toList();
    }

    /** An older key as the checks read it. */
    static OldKey oldKey(Set<Seen> seen, boolean presumed, OldKey.KmsSide kms, Decision simulated) {
        return new OldKey(OLD.keyId(), seen, Optional.of(OLD), presumed, kms, known(simulated(simulated)));
    }

    static AccessFacts well() {
        return well(CheckFocus.CONFIGURED, false);
    }

    /** A healthy project whose key Atlas uses. */
    static AccessFacts well(CheckFocus focus, boolean privateNetworking) {
        var kms = new AwsKms(
                true,
                Optional.of("r1"),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                privateNetworking,
                true);
        return AccessFacts.none("5f2a00000000000000000001", focus, NOW)
                .with(Evidence.PROJECT, known(new Project("5f2a00000000000000000001", "payments", "o", 1, NOW)))
                .with(Evidence.OWNER, known(true))
                .with(
                        Evidence.RECORDS,
                        known(List.of(new AccessRole(
                                "r1",
                                ATLAS,
                                "id-1",
                                Optional.of(ROLE.toString()),
                                NOW,
                                Optional.of(NOW),
                                List.of(AccessRole.FeatureUsage.ENCRYPTION)))))
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)))
                .with(Evidence.ALERTS, known(List.of()))
                .with(Evidence.KEY_ALERTS, known(alerts()))
                .with(
                        Evidence.ENDPOINTS,
                        known(List.of(new KmsEndpoint("e1", "US_EAST_1", "ACTIVE", Optional.empty()))))
                .with(Evidence.CLUSTERS, known(List.of(cluster("orders", Cluster.TierKind.DEDICATED, true))))
                .with(
                        Evidence.NODES,
                        known(List.of(new ClusterAddresses("orders", List.of("198.51.100.1", "198.51.100.2")))))
                .with(
                        Evidence.CONTROL_PLANE,
                        known(new AtlasAddresses(List.of("203.0.113.8/30"), List.of("203.0.113.250/32"))))
                .with(Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("orders", "s1", KEY.keyId()))))
                .with(Evidence.SURVEY, known(survey(List.of(), KEY.keyId())))
                .with(
                        Evidence.CALLER,
                        known(new AwsCaller("111122223333", "arn:aws:iam::111122223333:user/dana", "AIDA")))
                .with(
                        Evidence.ROLE,
                        known(Optional.of(role(
                                AtlasPolicies.access(List.of(KEY.toString())).raw()))))
                .with(Evidence.MANAGED, known(new ManagedPolicies(List.of(), Optional.empty())))
                .with(Evidence.SIMULATION, known(simulated(Decision.ALLOWED)))
                .with(Evidence.KEY, known(key("Enabled", "AWS_KMS", Optional.empty())))
                .with(Evidence.KEY_POLICY, known(DELEGATION))
                .with(Evidence.GRANTS, known(List.of()))
                .with(Evidence.KEY_TAGS, known(Map.of()))
                .with(Evidence.MATERIAL, known(Optional.empty()))
                .with(Evidence.REFUSAL, known(Optional.empty()))
                .with(Evidence.USED_ELSEWHERE, Observed.notRead())
                .with(Evidence.ROLE_USE, Observed.notRead())
                .with(Evidence.OWN_ROLE, Observed.notRead())
                .with(Evidence.OPERATOR, known(List.of()))
                .with(Evidence.DRY_RUN, known(true))
                .with(Evidence.LAST_USE, known(Optional.of(new KeyUse("Decrypt", NOW))))
                .with(Evidence.OLD_KEYS, known(List.of()))
                .with(Evidence.ACCESS_KEY, Observed.notRead())
                .with(Evidence.OLD_ACCESS_KEY, Observed.notRead());
    }

    static IamRole role(String access) {
        return new IamRole(
                ROLE,
                AtlasPolicies.trust(ATLAS, "id-1").raw(),
                Map.of("access", access),
                List.of(),
                Optional.empty(),
                NOW,
                Map.of());
    }

    static List<Simulation.SimulatedAction> simulated(Decision decision) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(a -> new Simulation.SimulatedAction(
                        a, decision, List.of(), List.of(), Optional.of(true), Optional.empty()))
                .toList();
    }

    static CustomerKey key(String state, String origin, Optional<Instant> validTo) {
        return new CustomerKey(
                KEY,
                "",
                List.of(),
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", origin, false),
                new KeyLifecycle(KeyState.of(state), NOW, Optional.empty(), validTo),
                Optional.empty(),
                Optional.empty());
    }

    static Cluster cluster(String name, Cluster.TierKind kind, boolean backup) {
        return new Cluster(
                "c",
                name,
                kind,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(backup, false),
                EncryptionProvider.AWS);
    }

    static CheckOutcome verdict(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts).result(id).orElseThrow().verdict().outcome();
    }

    static String reason(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts)
                .result(id)
                .orElseThrow()
                .verdict()
                .reason()
                .key();
    }

    private WorkingProject() {}
}
