package dev.cmkconsole.model.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.ClusterBackup;
import dev.cmkconsole.model.atlas.ClusterShape;
import dev.cmkconsole.model.atlas.ClusterStatus;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyConfiguration;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a project is, by the documents: "valid" with an open alert about the key is no proof (MongoDB, "Encryption at
 * Rest using Customer Key Management": Atlas keeps clusters running while it cannot reach the key, and alerts).
 */
class ProjectStateTest {
    private static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/5b1f6a7e-90c4-4d2a-8e13-2f6c9d047f3c");

    private static <T> Observed<T> known(T value) {
        return new Observed.Known<>(value, NOW);
    }

    private static AwsKms kms(boolean valid) {
        return new AwsKms(
                true,
                Optional.of("r1"),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                false,
                valid);
    }

    private static Posture posture(
            boolean valid, Observed<List<Alert>> alerts, Observed<CustomerKey> key, Observed<AccessCheck> check) {
        return ProjectState.of(
                        known(new EncryptionAtRest(kms(valid), Set.of(), false)),
                        alerts,
                        key,
                        check,
                        NeededRegions.NONE)
                .posture()
                .orElseThrow();
    }

    private static Observed<List<Alert>> alerts(String... types) {
        return known(java.util.Arrays.stream(types)
                .map(type -> new Alert(type, type, "OPEN", NOW))
                .toList());
    }

    private static Observed<CustomerKey> key(KeyArn arn, String state) {
        return key(arn, state, "CUSTOMER", "ENCRYPT_DECRYPT");
    }

    private static Observed<CustomerKey> key(KeyArn arn, String state, String manager, String usage) {
        return known(new CustomerKey(
                arn,
                "",
                List.of(),
                new KeyConfiguration(manager, "SYMMETRIC_DEFAULT", usage, "AWS_KMS", false),
                new KeyLifecycle(KeyState.of(state), NOW, Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty()));
    }

    private static Observed<AccessCheck> check(String role, CheckId... failing) {
        return known(new AccessCheck(NOW, Optional.of(role), KEY.toString(), List.of(failing), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED, KEY_IN_DOUBT",
        "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID, KEY_IN_DOUBT",
        "AWS_ENCRYPTION_KEY_INVALID, KEY_IN_DOUBT",
        "ENCRYPTION_AT_REST_SOMETHING_NEW, KEY_IN_DOUBT",
        "AWS_ENCRYPTION_KEY_NEEDS_ROTATION, ROLE_BASED",
        "GCP_ENCRYPTION_KEY_INVALID, ROLE_BASED",
        "NO_PRIMARY, ROLE_BASED"
    })
    void anOpenAlertAboutTheKeySpeaksAgainstValid(String alert, Posture expected) {
        assertThat(posture(true, alerts(alert), Observed.notRead(), Observed.notRead()))
                .isEqualTo(expected);
        assertThat(posture(false, alerts(alert), Observed.notRead(), Observed.notRead()))
                .isEqualTo(Posture.KEY_INVALID);
    }

    @Test
    void aTrackedAlertSpeaksAgainstValidAndSaysThatItIsTracked() {
        var alert = new Alert("a", "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED", "TRACKING", NOW);
        assertThat(KeyStanding.saidByAtlas(kms(true), known(List.of(alert))))
                .isEqualTo(new KeyStanding(
                        KeyStanding.Use.IN_DOUBT, List.of(Text.of("state.key.alert.tracking", alert.text(), NOW))));
    }

    @Test
    void alertsThatCannotBeReadLeaveTheKeyInDoubt() {
        Observed<List<Alert>> refused =
                new Observed.Failed<>(new Problem.Local("listAlerts", "USER_UNAUTHORIZED", "", NOW), NOW);
        assertThat(posture(true, refused, Observed.notRead(), Observed.notRead()))
                .isEqualTo(Posture.KEY_IN_DOUBT);
        assertThat(posture(true, Observed.notRead(), Observed.notRead(), Observed.notRead()))
                .isEqualTo(Posture.KEY_IN_DOUBT);
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled, ROLE_BASED",
        "Disabled, KEY_INVALID",
        "PendingDeletion, KEY_INVALID",
        "PendingReplicaDeletion, KEY_INVALID",
        "PendingImport, KEY_INVALID",
        "Unavailable, KEY_INVALID",
        "Creating, KEY_INVALID",
        // KMS developer guide, "Key states": a key that is updating still encrypts and decrypts.
        "Updating, ROLE_BASED",
        "StateOfALaterYear, KEY_IN_DOUBT"
    })
    void theStateOfTheKeyInAwsCounts(String state, Posture expected) {
        assertThat(posture(true, alerts(), key(KEY, state), Observed.notRead())).isEqualTo(expected);
    }

    /** A state that is missing or of a later year must not look like an enabled key. */
    @ParameterizedTest
    @CsvSource({"Enabled, false", "Updating, false", "Disabled, false", "'', true", "StateOfALaterYear, true"})
    void aStateThatIsNotKnownIsToldFromOneThatIsFine(String state, boolean untold) {
        assertThat(KeyStanding.untold(key(KEY, state).value().orElseThrow())).isEqualTo(untold);
    }

    /** What DescribeKey leaves out is unknown; a kind of key that Atlas cannot use is named as such. */
    @Test
    void whatTheAnswerOfAwsDoesNotHoldSpeaksAgainstNothing() {
        assertThat(posture(true, alerts(), key(KEY, "Enabled", "CUSTOMER", ""), Observed.notRead()))
                .isEqualTo(Posture.ROLE_BASED);
        assertThat(KeyStanding.of(
                                kms(true),
                                alerts(),
                                key(KEY, "Enabled", "AWS", "ENCRYPT_DECRYPT"),
                                Observed.notRead(),
                                NeededRegions.NONE)
                        .reasons())
                .containsExactly(Text.of("state.key.kind.AWS_MANAGED"));
    }

    @Test
    void anotherKeySaysNothing() {
        var other = KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/c2a7d5b3-14f8-4b6e-a0c9-7d81e3f26a90");
        assertThat(posture(true, alerts(), key(other, "Disabled"), Observed.notRead()))
                .isEqualTo(Posture.ROLE_BASED);
    }

    /** After a repair, Atlas looks again by itself; there is nothing left to put right. */
    @Test
    void whereOnlyAtlasOwnReportFailsTheProjectWaits() {
        assertThat(waits(false, check("r1", CheckId.ATLAS_USED_KEY))).isTrue();
        assertThat(waits(false, check("r1", CheckId.ATLAS_USED_KEY, CheckId.KEY_POLICY)))
                .as("something is left to do")
                .isFalse();
        assertThat(waits(false, check("r2", CheckId.ATLAS_USED_KEY)))
                .as("another role was checked")
                .isFalse();
        assertThat(waits(false, Observed.notRead())).isFalse();
        assertThat(waits(true, check("r1", CheckId.ATLAS_USED_KEY))).isFalse();
    }

    private static boolean waits(boolean valid, Observed<AccessCheck> check) {
        return ProjectState.of(
                        known(new EncryptionAtRest(kms(valid), Set.of(), false)),
                        alerts(),
                        Observed.notRead(),
                        check,
                        NeededRegions.NONE)
                .waitsForAtlas();
    }

    @Test
    void aFailingCheckOfTheConfiguredAccessCounts() {
        assertThat(posture(true, alerts(), Observed.notRead(), check("r1", CheckId.TRUST_POLICY)))
                .isEqualTo(Posture.KEY_IN_DOUBT);
        assertThat(posture(true, alerts(), Observed.notRead(), check("r2", CheckId.TRUST_POLICY)))
                .as("another role was checked")
                .isEqualTo(Posture.ROLE_BASED);
        assertThat(posture(true, alerts(), Observed.notRead(), check("r1", CheckId.OPERATOR_MAY_WRITE)))
                .as("it does not keep Atlas from the key")
                .isEqualTo(Posture.ROLE_BASED);
    }

    @ParameterizedTest
    @CsvSource({
        "DEDICATED, AWS, IDLE, ENCRYPTED",
        "DEDICATED, AWS, UPDATING, CHANGING",
        "DEDICATED, AWS, CREATING, CHANGING",
        "DEDICATED, AWS, REPAIRING, CHANGING",
        "DEDICATED, NONE, IDLE, OPEN",
        "DEDICATED, NONE, UPDATING, OPEN",
        "DEDICATED, GCP, IDLE, OTHER_PROVIDER",
        "FLEX, NONE, IDLE, NOT_POSSIBLE",
        "SHARED, NONE, IDLE, NOT_POSSIBLE"
    })
    void aClusterIsEncryptedOnlyWhenAtlasIsDone(
            Cluster.TierKind kind, EncryptionProvider provider, String state, Cluster.Coverage expected) {
        var cluster = new Cluster(
                "c",
                "orders",
                kind,
                new ClusterShape("REPLICASET", "M10", List.of("AWS"), List.of("US_EAST_1"), 1, 40, "8.0"),
                new ClusterStatus(state, false),
                new ClusterBackup(true, false),
                provider);
        assertThat(cluster.coverage()).isEqualTo(expected);
    }
}
