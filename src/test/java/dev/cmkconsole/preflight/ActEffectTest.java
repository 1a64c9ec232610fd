package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.EffectWorld.ACCESS;
import static dev.cmkconsole.preflight.EffectWorld.ADMIN_ONLY;
import static dev.cmkconsole.preflight.EffectWorld.ALLOW;
import static dev.cmkconsole.preflight.EffectWorld.BOTH_KEYS;
import static dev.cmkconsole.preflight.EffectWorld.DELEGATION;
import static dev.cmkconsole.preflight.EffectWorld.DENYING;
import static dev.cmkconsole.preflight.EffectWorld.FROM_ONE_ADDRESS;
import static dev.cmkconsole.preflight.EffectWorld.NAMES_ROLE;
import static dev.cmkconsole.preflight.EffectWorld.billing;
import static dev.cmkconsole.preflight.EffectWorld.both;
import static dev.cmkconsole.preflight.EffectWorld.named;
import static dev.cmkconsole.preflight.EffectWorld.nobody;
import static dev.cmkconsole.preflight.EffectWorld.onCredentials;
import static dev.cmkconsole.preflight.EffectWorld.onRole;
import static dev.cmkconsole.preflight.EffectWorld.payments;
import static dev.cmkconsole.preflight.EffectWorld.project;
import static dev.cmkconsole.preflight.EffectWorld.trust;
import static dev.cmkconsole.preflight.EffectWorld.unread;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyGrant;
import dev.cmkconsole.model.effect.Act;
import dev.cmkconsole.model.effect.ActEffect;
import dev.cmkconsole.model.effect.EffectText;
import dev.cmkconsole.model.effect.ProjectEffect;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.preflight.effect.EffectEvaluation;
import dev.cmkconsole.preflight.effect.Neighbour;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What an act takes away, as a table over acts and states. The expectations are written by hand after the IAM user
 * guide ("Policy evaluation logic"), the KMS developer guide ("Key policies", "Grants", "Deleting keys") and MongoDB's
 * pages on role-based access.
 */
class ActEffectTest {
    private static final Act DELETE_POLICY = new Act.RolePolicyChange("atlas", "access", ACCESS, "");
    private static final Act DISABLE = new Act.KeyWithdrawal(KEY, false);

    private static final Act TRUST_WITHOUT_BILLING = new Act.TrustChange("atlas", trust("id-1", "id-2"), trust("id-1"));

    /**
     * One row.
     *
     * @param fates {@code project=CHANGE}, in the order of the names
     * @param typed the names that must be typed, or what is refused
     */
    record Row(String what, Act act, EffectWorld.Situation state, List<String> fates, String typed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Row row(String what, Act act, EffectWorld.Situation state, String typed, String... fates) {
        return new Row(what, act, state, List.of(fates), typed);
    }

    static final String REFUSED = "refused";

    static Stream<Row> rolePolicies() {
        var key = KEY.toString();
        return Stream.of(
                row("the only policy, used by nobody", DELETE_POLICY, nobody(), ""),
                row("the only policy of this project", DELETE_POLICY, payments(), "payments", "payments=STOPS"),
                row(
                        "the only policy of another project",
                        DELETE_POLICY,
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .admitting(trust("id-2"))
                                .having(Map.of("access", ACCESS)),
                        "billing",
                        "billing=STOPS"),
                row(
                        "the only policy of two projects",
                        DELETE_POLICY,
                        both(),
                        "billing, payments",
                        "billing=STOPS",
                        "payments=STOPS"),
                row(
                        "a project is unread, and the trust policy admits only this one",
                        DELETE_POLICY,
                        payments().and(unread()),
                        "payments",
                        "payments=STOPS"),
                row(
                        "a project is unread, and the trust policy admits one that nobody knows",
                        DELETE_POLICY,
                        payments().and(unread()).admitting(trust("id-1", "id-9")),
                        REFUSED,
                        "payments=STOPS"),
                row(
                        "a project is unread, and nobody else stands on the role",
                        DELETE_POLICY,
                        nobody().and(unread()),
                        REFUSED),
                row(
                        "a grant allows the role everything",
                        DELETE_POLICY,
                        payments()
                                .with(f -> f.with(
                                        Evidence.GRANTS,
                                        known(List.of(new KeyGrant(
                                                "g",
                                                ROLE.toString(),
                                                Set.of("DescribeKey", "Encrypt", "Decrypt"),
                                                false))))),
                        "",
                        "payments=KEEPS"),
                row(
                        "the key policy names the role",
                        DELETE_POLICY,
                        payments().with(f -> f.with(Evidence.KEY_POLICY, known(NAMES_ROLE))),
                        "",
                        "payments=KEEPS"),
                row(
                        "a second policy allows the same",
                        DELETE_POLICY,
                        payments().having(Map.of("access", ACCESS, "more", ACCESS)),
                        "",
                        "payments=KEEPS"),
                row(
                        "an attached policy that cannot be read",
                        DELETE_POLICY,
                        payments()
                                .having(Map.of("access", ACCESS), "arn:aws:iam::111122223333:policy/extra")
                                .with(f -> f.with(Evidence.MANAGED, failed("AccessDenied"))),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "the role was not read",
                        DELETE_POLICY,
                        payments().with(f -> f.with(Evidence.ROLE, failed("AccessDenied"))),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "a policy for another key",
                        new Act.RolePolicyChange("atlas", "other", ALLOW.formatted(OLD), ""),
                        payments().having(Map.of("access", ACCESS, "other", ALLOW.formatted(OLD))),
                        "",
                        "payments=KEEPS"),
                row(
                        "a denial of decryption is added",
                        new Act.RolePolicyChange("atlas", "access", ACCESS, DENYING),
                        payments(),
                        "payments",
                        "payments=STOPS"),
                row("another role's policy", new Act.RolePolicyChange("another", "access", ACCESS, ""), payments(), ""),
                row(
                        "the role was cut off before",
                        DELETE_POLICY,
                        payments().admitting(trust("id-9")).having(Map.of("access", ACCESS)),
                        "payments",
                        "payments=STOPPED_BEFORE"),
                row(
                        "older backups need the key that is taken out",
                        new Act.RolePolicyChange("atlas", "access", BOTH_KEYS, ACCESS),
                        payments()
                                .having(Map.of("access", BOTH_KEYS))
                                .with(f -> f.with(
                                                Evidence.SNAPSHOTS,
                                                known(List.of(new SnapshotKey("orders", "s0", OLD.keyId()))))
                                        .with(
                                                Evidence.OLD_KEYS,
                                                known(List.of(new OldKey(
                                                        OLD.keyId(),
                                                        Set.of(Seen.BACKUP),
                                                        Optional.of(OLD),
                                                        false,
                                                        new OldKey.KmsSide(
                                                                Observed.notRead(),
                                                                Observed.notRead(),
                                                                Observed.notRead(),
                                                                known(DELEGATION)),
                                                        Observed.notRead()))))),
                        "payments",
                        "payments=KEEPS lost " + OLD.keyId()),
                row(
                        "backups were not read, and another key is taken out",
                        new Act.RolePolicyChange("atlas", "access", BOTH_KEYS, ACCESS),
                        payments()
                                .having(Map.of("access", BOTH_KEYS))
                                .with(f -> f.with(Evidence.SNAPSHOTS, failed("FORBIDDEN"))),
                        REFUSED,
                        "payments=KEEPS"),
                row(
                        "a document that is no policy",
                        new Act.RolePolicyChange("atlas", "access", ACCESS, "no policy"),
                        payments(),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "the key is named by its id alone",
                        DELETE_POLICY,
                        new EffectWorld.Situation(
                                        List.of(project("payments", "id-1", onRole("payments", KEY.keyId()))),
                                        WorkingProject.role(ACCESS))
                                .admitting(trust("id-1"))
                                .having(Map.of("access", ALLOW.formatted(key))),
                        "payments",
                        "payments=STOPS"));
    }

    static Stream<Row> trustAndKeyPolicies() {
        return Stream.of(
                row(
                        "the trust of another project is removed",
                        TRUST_WITHOUT_BILLING,
                        both(),
                        "billing",
                        "billing=STOPS",
                        "payments=KEEPS"),
                row(
                        "the trust of this project is removed",
                        new Act.TrustChange("atlas", trust("id-1"), trust("id-7")),
                        payments(),
                        "payments",
                        "payments=STOPS"),
                row(
                        "the trust gets a condition on an address",
                        new Act.TrustChange(
                                "atlas",
                                trust("id-1"),
                                trust("id-1")
                                        .replace(
                                                "\"StringEquals\"",
                                                "\"IpAddress\":{\"aws:SourceIp\":\"198.51.100.0/24\"},\"StringEquals\"")),
                        payments(),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "the key policy no longer leaves the decision to IAM",
                        new Act.KeyPolicyChange(KEY, DELEGATION, ADMIN_ONLY),
                        payments(),
                        "payments",
                        "payments=STOPS"),
                row(
                        "the key policy names the role instead",
                        new Act.KeyPolicyChange(KEY, DELEGATION, NAMES_ROLE),
                        payments(),
                        "",
                        "payments=KEEPS"),
                row(
                        "the key policy gets a condition on addresses",
                        new Act.KeyPolicyChange(KEY, DELEGATION, FROM_ONE_ADDRESS),
                        payments(),
                        REFUSED,
                        "payments=NOT_KNOWN"),
                row(
                        "the policy of a key that nobody uses",
                        new Act.KeyPolicyChange(OLD, DELEGATION, ADMIN_ONLY),
                        payments(),
                        ""),
                row(
                        "the policy of a key that nobody uses, and a backup is being made",
                        new Act.KeyPolicyChange(OLD, DELEGATION, ADMIN_ONLY),
                        payments()
                                .with(f -> f.with(
                                        Evidence.SNAPSHOTS,
                                        known(List.of(new SnapshotKey("ledger", "s0", "inProgress"))))),
                        ""),
                row(
                        "the policy of a key, and a project is unread",
                        new Act.KeyPolicyChange(OLD, DELEGATION, ADMIN_ONLY),
                        payments().and(unread()),
                        REFUSED));
    }

    static Stream<Row> keysAndAccessKeys() {
        return Stream.of(
                row("the key is disabled", DISABLE, payments(), "payments", "payments=STOPS lost " + KEY.keyId()),
                row(
                        "the key of another project is deleted",
                        new Act.KeyWithdrawal(KEY, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS)),
                        "billing",
                        "billing=STOPS lost " + KEY.keyId()),
                row("a key that nobody uses is disabled", new Act.KeyWithdrawal(OLD, false), payments(), ""),
                row("the key is disabled, used by nobody", DISABLE, nobody(), ""),
                row(
                        "another project's backups need the key",
                        new Act.KeyWithdrawal(OLD, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .with(f -> f.with(
                                        Evidence.SNAPSHOTS,
                                        known(List.of(new SnapshotKey("ledger", "s0", OLD.keyId()))))),
                        "billing",
                        "billing=KEEPS lost " + OLD.keyId()),
                row(
                        "a backup of another project is being made",
                        new Act.KeyWithdrawal(OLD, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .with(f -> f.with(
                                        Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("ledger", "s0", "queued"))))),
                        ""),
                row(
                        "a backup of another project is being made, and an older one needs the key",
                        new Act.KeyWithdrawal(OLD, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .with(f -> f.with(
                                        Evidence.SNAPSHOTS,
                                        known(List.of(
                                                new SnapshotKey("ledger", "s1", "inProgress"),
                                                new SnapshotKey("ledger", "s0", OLD.keyId()))))),
                        "billing",
                        "billing=KEEPS lost " + OLD.keyId()),
                row(
                        "a backup of another project names what is no key",
                        new Act.KeyWithdrawal(OLD, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .with(f -> f.with(
                                        Evidence.SNAPSHOTS, known(List.of(new SnapshotKey("ledger", "s0", "odd"))))),
                        "billing",
                        "billing=KEEPS lost odd"),
                row(
                        "another project's backups were not read",
                        new Act.KeyWithdrawal(OLD, true),
                        new EffectWorld.Situation(List.of(billing()), WorkingProject.role(ACCESS))
                                .with(f -> f.with(Evidence.SNAPSHOTS, failed("FORBIDDEN"))),
                        REFUSED,
                        "billing=KEEPS"),
                row(
                        "a project is unread",
                        new Act.KeyWithdrawal(OLD, false),
                        payments().and(unread()),
                        REFUSED),
                row(
                        "the access key of a project on credentials",
                        new Act.AccessKeyWithdrawal("AKIAEXAMPLE000000001", true),
                        new EffectWorld.Situation(
                                List.of(project("legacy", "id-3", onCredentials("AKIAEXAMPLE000000001"))),
                                WorkingProject.role(ACCESS)),
                        "legacy",
                        "legacy=STOPS"),
                row(
                        "the access key of nobody",
                        new Act.AccessKeyWithdrawal("AKIAEXAMPLE000000002", true),
                        new EffectWorld.Situation(
                                List.of(project("legacy", "id-3", onCredentials("AKIAEXAMPLE000000001"))),
                                WorkingProject.role(ACCESS)),
                        ""));
    }

    @ParameterizedTest
    @MethodSource({"rolePolicies", "trustAndKeyPolicies", "keysAndAccessKeys"})
    void theEffectIsWhatTheDocumentsSay(Row row) {
        verify(row);
    }

    static void verify(Row row) {
        var effect =
                effect(row.act(), known(row.state().projects()), row.state().role());

        assertThat(effect.projects().stream().map(ActEffectTest::fate).toList()).isEqualTo(row.fates());
        boolean refused = EffectText.refusal(effect).isPresent()
                || EffectText.refusalOfUnread(effect).isPresent();
        assertThat(refused).as("refused").isEqualTo(row.typed().equals(REFUSED));
        if (!refused) {
            assertThat(String.join(", ", effect.namesToType(named("payments")))).isEqualTo(row.typed());
        }
    }

    private static String fate(ProjectEffect one) {
        return one.project().name() + "=" + one.change()
                + (one.lost().isEmpty() ? "" : " lost " + String.join(", ", one.lost()));
    }

    static ActEffect effect(Act act, Observed<List<Neighbour>> projects, IamRole role) {
        return EffectEvaluation.of(List.of(act), Optional.of(role), Optional.of("111122223333"))
                .effect(projects);
    }

    @Test
    void whatOnlyAddsTakesNothingAndAsksForNothing() {
        for (var act : List.of(
                new Act.RolePolicyChange("atlas", "access", ACCESS, BOTH_KEYS),
                new Act.RolePolicyChange("atlas", "access", DENYING, ACCESS),
                new Act.TrustChange("atlas", trust("id-1"), trust("id-1", "id-2")),
                new Act.KeyPolicyChange(KEY, FROM_ONE_ADDRESS, DELEGATION))) {
            assertThat(effect(act, failed("OFFLINE"), WorkingProject.role(ACCESS)))
                    .as(act.toString())
                    .isEqualTo(ActEffect.TAKES_NOTHING);
        }
    }

    @Test
    void withoutTheListOfProjectsTheActIsRefused() {
        var effect = effect(DELETE_POLICY, failed("OFFLINE"), WorkingProject.role(ACCESS));
        assertThat(EffectText.refusal(effect))
                .hasValueSatisfying(t -> assertThat(t.args()).contains("OFFLINE"));
    }

    @Test
    void theEffectNamesProjectsClustersAndWhatIsDeleted() {
        assertThat(
                        EffectText.lines(effect(
                                        DELETE_POLICY, known(payments().projects()), WorkingProject.role(ACCESS)))
                                .stream()
                                .map(t -> t.key() + " " + t.args()))
                .containsExactly(
                        "effect.deletes.policy [access, atlas]",
                        "effect.standing [payments (orders)]",
                        "effect.stops [payments, orders]");
    }

    @Test
    void clustersThatCouldNotBeReadAreNotSaidToBeNone() {
        var unread = payments().with(f -> f.with(Evidence.CLUSTERS, failed("HTTP_500")));
        assertThat(EffectText.lines(effect(DELETE_POLICY, known(unread.projects()), WorkingProject.role(ACCESS))))
                .extracting(t -> t.key())
                .contains("effect.stops.unread")
                .doesNotContain("effect.stops.noCluster");
    }
}
