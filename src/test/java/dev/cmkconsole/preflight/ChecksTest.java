package dev.cmkconsole.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterAddresses;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.atlas.SnapshotKey;
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
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.PreflightReport.Conclusion;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.CheckFocus.OldAccessKey;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.gate.Addresses;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the situations cannot bring about in a sandbox, or what is easier seen on facts alone. */
class ChecksTest {
    private static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");
    private static final KeyArn OLD =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas");
    private static final String ATLAS = "arn:aws:iam::536727724300:root";
    private static final String DELEGATION =
            AtlasPolicies.defaultKeyPolicy("aws", "111122223333").raw();

    private static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, NOW);
    }

    private static <T> Observed<T> failed(String code) {
        return new Observed.Failed<>(new Problem.Local("test", code, "", NOW), NOW);
    }

    private static AccessFacts well() {
        return well(CheckFocus.CONFIGURED, false);
    }

    /** A project that Atlas uses its key in, with nothing wrong. */
    private static AccessFacts well(CheckFocus focus, boolean privateNetworking) {
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
                                List.of("ENCRYPTION_AT_REST")))))
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)))
                .with(Evidence.CLUSTERS, known(List.of(cluster("orders", Cluster.TierKind.DEDICATED, true))))
                .with(
                        Evidence.NODES,
                        known(List.of(new ClusterAddresses("orders", List.of("198.51.100.1", "198.51.100.2")))))
                .with(Evidence.CONTROL_PLANE, known(List.of("203.0.113.8/30")))
                .with(Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("orders", "s1", KEY.keyId()))))
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
                .with(Evidence.OWN_ROLE, Observed.notRead())
                .with(Evidence.OPERATOR, known(List.of()))
                .with(Evidence.DRY_RUN, known(true))
                .with(Evidence.LAST_USE, known(Optional.of(new KeyUse("Decrypt", NOW))))
                .with(Evidence.OLD_KEYS, known(List.of()))
                .with(Evidence.OLD_ACCESS_KEY, Observed.notRead());
    }

    private static IamRole role(String access) {
        return new IamRole(
                ROLE,
                AtlasPolicies.trust(ATLAS, "id-1").raw(),
                Map.of("access", access),
                List.of(),
                Optional.empty(),
                NOW,
                Map.of());
    }

    private static List<Simulation.SimulatedAction> simulated(Decision decision) {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(a -> new Simulation.SimulatedAction(
                        a, decision, List.of(), List.of(), Optional.of(true), Optional.empty()))
                .toList();
    }

    private static CustomerKey key(String state, String origin, Optional<Instant> validTo) {
        return new CustomerKey(
                KEY,
                "",
                List.of(),
                new KeyConfiguration("CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", origin, false),
                new KeyLifecycle(KeyState.of(state), NOW, Optional.empty(), validTo),
                Optional.empty(),
                Optional.empty());
    }

    private static Cluster cluster(String name, Cluster.TierKind kind, boolean backup) {
        return new Cluster(
                "c",
                name,
                kind,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                new ClusterStatus("IDLE", false),
                new ClusterBackup(backup, false),
                EncryptionProvider.AWS);
    }

    private static CheckOutcome verdict(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts).result(id).orElseThrow().verdict().outcome();
    }

    private static String reason(AccessFacts facts, CheckId id) {
        return PreflightReport.of(facts)
                .result(id)
                .orElseThrow()
                .verdict()
                .reason()
                .key();
    }

    @Test
    void aWorkingProjectPassesAndTheHiddenIsNoQuestionAnyMore() {
        var report = PreflightReport.of(well());
        assertThat(report.conclusion()).isEqualTo(Conclusion.PASSES);
        assertThat(report.notAsked()).containsExactlyInAnyOrder(CheckId.HIDDEN_POLICIES, CheckId.OLD_ACCESS_KEY);
        assertThat(report.groups().keySet()).containsExactly(Group.values());
    }

    @Test
    void aPartThatIsUnreadableKeepsWhatRestsOnItOpen() {
        for (Evidence<?> part : List.of(
                Evidence.OWNER,
                Evidence.RECORDS,
                Evidence.ENCRYPTION,
                Evidence.CLUSTERS,
                Evidence.SNAPSHOTS,
                Evidence.CALLER,
                Evidence.ROLE,
                Evidence.SIMULATION,
                Evidence.KEY,
                Evidence.KEY_POLICY)) {
            var report = PreflightReport.of(well().with(part, failed("AccessDenied")));
            assertThat(report.conclusion()).as(part.toString()).isEqualTo(Conclusion.CANNOT_TELL);
        }
    }

    @Test
    void whereSimulatorAndOurEvaluationDisagreeBothAreShown() {
        var facts = well().with(Evidence.SIMULATION, known(simulated(Decision.EXPLICIT_DENY)));
        var result = PreflightReport.of(facts).result(CheckId.IDENTITY_POLICIES).orElseThrow();
        assertThat(result.verdict().outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(result.verdict().reasoning())
                .extracting(Text::key)
                .contains("check.identity-policies.simulator.EXPLICIT_DENY", "check.identity-policies.own.TRUE");

        var other =
                well().with(Evidence.ROLE, known(Optional.of(role("{\"Version\":\"2012-10-17\",\"Statement\":[]}"))));
        assertThat(reason(other, CheckId.IDENTITY_POLICIES)).isEqualTo("check.identity-policies.disagree");
    }

    @Test
    void aPolicyAttachedSinceTheRoleWasReadIsNotOverlooked() {
        var attached = new IamRole(
                ROLE,
                AtlasPolicies.trust(ATLAS, "id-1").raw(),
                Map.of("access", AtlasPolicies.access(List.of(KEY.toString())).raw()),
                List.of("arn:aws:iam::111122223333:policy/new"),
                Optional.empty(),
                NOW,
                Map.of());
        assertThat(verdict(well().with(Evidence.ROLE, known(Optional.of(attached))), CheckId.IDENTITY_POLICIES))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void privateNetworkingShowsNoAddressSoAnAddressListKeepsAtlasOut() {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":["
                + PolicyDocument.parse(DELEGATION).tree().get("Statement").get(0)
                + ",{\"Effect\":\"Deny\",\"Principal\":\"*\","
                + "\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":[\"203.0.113.0/24\",\"198.51.100.0/24\"]}}}]}";
        assertThat(verdict(well().with(Evidence.KEY_POLICY, known(policy)), CheckId.SOURCE_ADDRESSES))
                .isEqualTo(CheckOutcome.PASS);
        var hidden = well(CheckFocus.CONFIGURED, true).with(Evidence.KEY_POLICY, known(policy));
        assertThat(reason(hidden, CheckId.SOURCE_ADDRESSES)).isEqualTo("check.source-addresses.hidden");
        assertThat(verdict(hidden, CheckId.SOURCE_ADDRESSES)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(
                        well().with(Evidence.KEY_POLICY, known(policy)).with(Evidence.NODES, failed("TIMEOUT")),
                        CheckId.SOURCE_ADDRESSES))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(
                        well().with(Evidence.KEY_POLICY, known(policy))
                                .with(Evidence.CONTROL_PLANE, known(List.of("203.0.0.0/8"))),
                        CheckId.SOURCE_ADDRESSES))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void blocksAreTakenApartOrToldToBeTooWide() {
        assertThat(Addresses.members("203.0.113.8/30"))
                .contains(List.of("203.0.113.8", "203.0.113.9", "203.0.113.10", "203.0.113.11"));
        assertThat(Addresses.members("203.0.113.8")).contains(List.of("203.0.113.8"));
        assertThat(Addresses.members("2001:db8::1/128")).contains(List.of("2001:db8::1"));
        assertThat(Addresses.members("203.0.113.0/24")).isEmpty();
        assertThat(Addresses.members("2001:db8::/64")).isEmpty();
        assertThat(Addresses.members("nonsense")).isEmpty();
    }

    @Test
    void olderKeysThatBackupsNeedAreCheckedLikeThePresentOne() {
        var backups = well().with(
                        Evidence.SNAPSHOTS,
                        known(List.of(
                                new SnapshotKey("orders", "s1", KEY.keyId()),
                                new SnapshotKey("orders", "s2", OLD.keyId()))));
        assertThat(verdict(backups, CheckId.OLD_KEYS)).isEqualTo(CheckOutcome.CANNOT_TELL);
        var read =
                new OldKey(OLD.keyId(), Optional.of(OLD), known(DELEGATION), known(simulated(Decision.IMPLICIT_DENY)));
        assertThat(verdict(backups.with(Evidence.OLD_KEYS, known(List.of(read))), CheckId.OLD_KEYS))
                .isEqualTo(CheckOutcome.FAIL);
        var both = backups.with(
                Evidence.ROLE,
                known(Optional.of(role(AtlasPolicies.access(List.of(KEY.toString(), OLD.toString()))
                        .raw()))));
        var allowed = new OldKey(OLD.keyId(), Optional.of(OLD), known(DELEGATION), known(simulated(Decision.ALLOWED)));
        assertThat(verdict(both.with(Evidence.OLD_KEYS, known(List.of(allowed))), CheckId.OLD_KEYS))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(
                        both.with(
                                Evidence.OLD_KEYS,
                                known(List.of(new OldKey(
                                        OLD.keyId(),
                                        Optional.of(OLD),
                                        failed("AccessDenied"),
                                        known(simulated(Decision.ALLOWED)))))),
                        CheckId.OLD_KEYS))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void theOldAccessKeyIsIdleOnlyADayAfterTheSwitch() {
        var switched = NOW.minus(Duration.ofDays(3));
        var facts = well(
                new CheckFocus(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new OldAccessKey("AKIAEXAMPLE", switched))),
                false);
        assertThat(verdict(
                        facts.with(
                                Evidence.OLD_ACCESS_KEY,
                                known(Optional.of(new KeyUse("kms", switched.plusSeconds(1))))),
                        CheckId.OLD_ACCESS_KEY))
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(
                        facts.with(
                                Evidence.OLD_ACCESS_KEY,
                                known(Optional.of(new KeyUse("kms", switched.minusSeconds(1))))),
                        CheckId.OLD_ACCESS_KEY))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(facts.with(Evidence.OLD_ACCESS_KEY, known(Optional.empty())), CheckId.OLD_ACCESS_KEY))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(facts.with(Evidence.OLD_ACCESS_KEY, failed("AccessDenied")), CheckId.OLD_ACCESS_KEY))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        var early = well(
                new CheckFocus(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new OldAccessKey("AKIAEXAMPLE", NOW))),
                false);
        assertThat(verdict(early.with(Evidence.OLD_ACCESS_KEY, known(Optional.empty())), CheckId.OLD_ACCESS_KEY))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void clustersThatAreTooSmallDoNotCount() {
        assertThat(verdict(
                        well().with(Evidence.CLUSTERS, known(List.of(cluster("free", Cluster.TierKind.SHARED, false)))),
                        CheckId.CLUSTER_TIER))
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(well().with(Evidence.CLUSTERS, known(List.of())), CheckId.CLUSTER_TIER))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(
                        well().with(
                                        Evidence.CLUSTERS,
                                        known(List.of(
                                                cluster("free", Cluster.TierKind.SHARED, false),
                                                cluster("big", Cluster.TierKind.DEDICATED, true)))),
                        CheckId.CLUSTER_TIER))
                .isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void materialThatExpiredOrWillIsToldApart() {
        assertThat(verdict(
                        well().with(Evidence.KEY, known(key("Enabled", "EXTERNAL", Optional.of(NOW.minusSeconds(1))))),
                        CheckId.IMPORTED_MATERIAL))
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(
                        well().with(
                                        Evidence.KEY,
                                        known(key("Enabled", "EXTERNAL", Optional.of(NOW.plus(Duration.ofDays(400)))))),
                        CheckId.IMPORTED_MATERIAL))
                .isEqualTo(CheckOutcome.PASS);
        var older = well().with(Evidence.KEY, known(key("Enabled", "EXTERNAL", Optional.empty())))
                .with(Evidence.MATERIAL, known(Optional.of(NOW.plus(Duration.ofDays(2)))));
        assertThat(verdict(older, CheckId.IMPORTED_MATERIAL)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void whatAtlasSaysOfAnInvalidKeyIsAFailure() {
        var kms = new AwsKms(
                true,
                Optional.of("r1"),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                false,
                false);
        var facts = well().with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)));
        assertThat(verdict(facts, CheckId.ATLAS_USED_KEY)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(facts, CheckId.HIDDEN_POLICIES)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void theProposedKeyPolicyIsTriedForALockOut() {
        var others =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"arn:aws:iam::111122223333:user/someone\"},\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        var facts = well().with(Evidence.KEY_POLICY, known(others))
                .with(
                        Evidence.OPERATOR,
                        known(List.of(new Simulation.SimulatedAction(
                                "kms:PutKeyPolicy",
                                Decision.ALLOWED,
                                List.of(),
                                List.of(),
                                Optional.of(true),
                                Optional.empty()))));
        assertThat(verdict(facts, CheckId.KEY_POLICY)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(facts, CheckId.NO_LOCK_OUT)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(facts, CheckId.OPERATOR_MAY_WRITE)).isEqualTo(CheckOutcome.FAIL);
        var ours = facts.with(Evidence.KEY_POLICY, known(others.replace("someone", "dana")));
        assertThat(verdict(ours, CheckId.NO_LOCK_OUT)).isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(ours, CheckId.OPERATOR_MAY_WRITE)).isEqualTo(CheckOutcome.PASS);
    }

    @Test
    void narrowingAnOpenTrustPolicyKeepsItsOtherConditionsAndClosesIt() {
        var open = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ATLAS
                + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":"
                + "{\"StringLike\":{\"sts:ExternalId\":\"*\"},\"Bool\":{\"aws:SecureTransport\":\"true\"}}},{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\"}]}";
        var opened = new IamRole(ROLE, open, role("{}").inlinePolicies(), List.of(), Optional.empty(), NOW, Map.of());
        var facts = well().with(Evidence.ROLE, known(Optional.of(opened)));
        var fix = (Fix.PolicyChange) PreflightReport.of(facts)
                .result(CheckId.CONFUSED_DEPUTY)
                .orElseThrow()
                .verdict()
                .fixes()
                .getFirst();
        assertThat(fix.before()).isEqualTo(open);
        var after =
                new IamRole(ROLE, fix.after(), role("{}").inlinePolicies(), List.of(), Optional.empty(), NOW, Map.of());
        assertThat(verdict(facts.with(Evidence.ROLE, known(Optional.of(after))), CheckId.CONFUSED_DEPUTY))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(verdict(facts.with(Evidence.ROLE, known(Optional.of(after))), CheckId.TRUST_POLICY))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(PolicyDocument.parse(fix.after()).statements().getFirst().conditions())
                .extracting(c -> c.key())
                .containsExactlyInAnyOrder("sts:ExternalId", "aws:SecureTransport");
        assertThat(PolicyDocument.parse(fix.after()).statements().get(1).json())
                .isEqualTo(PolicyDocument.parse(open).statements().get(1).json());
    }

    @Test
    void aFailureMustSayWhatToDo() {
        assertThatThrownBy(() -> new CheckVerdict.Fail(Text.of("check.x"), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void idsAreUnique() {
        assertThat(Preflight.CHECKS)
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .hasSize(28);
    }
}
