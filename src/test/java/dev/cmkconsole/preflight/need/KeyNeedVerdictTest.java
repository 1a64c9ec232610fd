package dev.cmkconsole.preflight.need;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.atlas.KeyDeployment.DeploymentKind;
import dev.cmkconsole.model.atlas.backup.KeyBackup;
import dev.cmkconsole.model.atlas.backup.RestoreJob;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey.Elsewhere;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedEvidence;
import dev.cmkconsole.preflight.need.OldKeys.KeyNeedVerdict;
import dev.cmkconsole.preflight.need.OldKeys.KeyPast;
import dev.cmkconsole.preflight.need.OldKeys.Named;
import dev.cmkconsole.preflight.need.OldKeys.Need;
import dev.cmkconsole.preflight.need.OldKeys.UnreadEvidence;
import dev.cmkconsole.procedure.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One verdict for each kind of evidence. A key is safe only where every part was read and nothing in it needs the key. */
class KeyNeedVerdictTest {
    private static final Instant NOW = Situation.NOW;
    private static final String OLD = "11111111-12ab-34cd-56ef-1234567890ab";
    private static final String NEW = "22222222-12ab-34cd-56ef-1234567890ab";
    private static final String MRK = "mrk-33333333333333333333333333333333";
    private static final KeyPast USED = new KeyPast(true, Optional.empty());
    private static final KeyPast NEVER_SEEN_USED = new KeyPast(false, Optional.empty());
    private static final KeyDeployment DEPLOYED = KeyDeployment.of(DeploymentKind.DEPLOYED);

    /** Everything was read and nothing needs the old key; each test changes one part. */
    private Observed<Optional<String>> present = Situation.known(Optional.of(NEW));

    private Observed<List<ClusterUse>> clusters = Situation.known(List.of(use("orders", true, DEPLOYED)));
    private Observed<List<KeyBackup>> backups = Situation.known(List.of(backup("orders", NEW)));
    private Observed<List<RestoreJob>> restores = Situation.known(List.of());
    private Observed<Optional<dev.cmkconsole.model.atlas.backup.CompliancePolicy>> compliance =
            Situation.known(Optional.empty());
    private Observed<List<OtherNeeds.SearchNodes>> searchNodes = Situation.known(List.of());
    private Observed<List<Elsewhere>> elsewhere = Situation.known(List.of());

    private KeyNeedVerdict judge(String key, KeyPast past) {
        return OldKeys.judge(
                key,
                past,
                new KeyNeedEvidence(
                        NOW, present, clusters, backups, new OtherNeeds(restores, compliance, searchNodes), elsewhere));
    }

    private static ClusterUse use(String name, boolean encrypted, KeyDeployment deployment) {
        return new ClusterUse(name, encrypted, deployment, false, Optional.empty());
    }

    private static KeyBackup backup(String cluster, String key) {
        return new KeyBackup(
                cluster, "s", Optional.ofNullable(key), Optional.of(NOW.minusSeconds(60)), Optional.empty());
    }

    private void neededFor(Need need) {
        assertThat(judge(OLD, USED)).isEqualTo(new KeyNeedVerdict.Needed(List.of(need), need.until()));
    }

    private void cannotTell(UnreadEvidence what) {
        assertThat(judge(OLD, USED)).isEqualTo(new KeyNeedVerdict.CannotTell(List.of(what)));
    }

    private static ClusterUse copied(Optional<Instant> end) {
        return new ClusterUse(
                "orders", true, DEPLOYED, false, Optional.empty(), Optional.of(new ClusterUse.Copies(end)));
    }

    @Test
    void copiesThatMayOutliveTheirSnapshotsNeedAKeyThatWasUsed() {
        var end = NOW.plus(Duration.ofDays(400));
        clusters = Situation.known(List.of(copied(Optional.of(end))));
        neededFor(new Need.Copies("orders", Optional.of(end)));
        assertThat(judge(OLD, NEVER_SEEN_USED)).isEqualTo(new KeyNeedVerdict.Safe());
        clusters = Situation.known(List.of(copied(Optional.empty())));
        neededFor(new Need.Copies("orders", Optional.empty()));
        clusters = Situation.known(List.of(copied(Optional.of(NOW))));
        assertThat(judge(OLD, USED)).as("the last copy is gone").isEqualTo(new KeyNeedVerdict.Safe());
    }

    @Test
    void nothingNeedsIt() {
        assertThat(judge(OLD, USED)).isEqualTo(new KeyNeedVerdict.Safe());
        assertThat(judge(NEW, USED)).isInstanceOf(KeyNeedVerdict.Needed.class);
    }

    @Test
    void inTheSecondAfterAChangeItIsNeeded() {
        var waiting = KeyDeployment.unproved(Optional.of(NOW.plus(Duration.ofHours(24))));
        clusters = Situation.known(List.of(use("orders", true, waiting)));
        neededFor(new Need.Deploying("orders", waiting));
        assertThat(judge(OLD, USED))
                .as("the schedule is unknown, so that no date is")
                .extracting(v -> ((KeyNeedVerdict.Needed) v).safeFrom())
                .isEqualTo(Optional.empty());
    }

    @Test
    void aSnapshotTakenBeforeTheChangeArrivesIsKeptForAYear() {
        var day = KeyDeployment.unproved(Optional.of(NOW.plus(Duration.ofHours(24))))
                .keeping(Optional.of(Duration.ofDays(366)));
        clusters = Situation.known(List.of(use("orders", true, day)));
        assertThat(judge(OLD, USED))
                .extracting(v -> ((KeyNeedVerdict.Needed) v).safeFrom())
                .isEqualTo(Optional.of(NOW.plus(Duration.ofDays(367))));
    }

    @Test
    void aClusterThatIsChangedOrPausedMayUseIt() {
        for (var kind : List.of(DeploymentKind.CHANGING, DeploymentKind.PAUSED)) {
            clusters = Situation.known(List.of(use("orders", true, KeyDeployment.of(kind))));
            neededFor(new Need.Deploying("orders", KeyDeployment.of(kind)));
        }
    }

    @Test
    void searchNodesRestoresAndOtherProjectsMayUseIt() {
        var changing = KeyDeployment.of(DeploymentKind.CHANGING);
        searchNodes = Situation.known(List.of(new OtherNeeds.SearchNodes("orders", changing)));
        neededFor(new Need.SearchNodes("orders", changing));
        searchNodes = Situation.known(List.of(new OtherNeeds.SearchNodes("orders", DEPLOYED)));
        restores = Situation.known(List.of(new RestoreJob(
                "orders", "r", Optional.empty(), Optional.empty(), RestoreJob.RestoreState.RUNNING, Optional.empty())));
        neededFor(new Need.Restoring("orders"));
        restores = Situation.known(List.of());
        elsewhere = Situation.known(List.of(new Elsewhere(Situation.PROJECT, Situation.known(kms(true)))));
        neededFor(new Need.OtherProject(Situation.PROJECT.name()));
        elsewhere = Situation.known(List.of(new Elsewhere(Situation.PROJECT, Situation.known(kms(false)))));
        assertThat(judge(OLD, USED)).isEqualTo(new KeyNeedVerdict.Safe());
    }

    private static AwsKms kms(boolean enabled) {
        return new AwsKms(
                enabled,
                Optional.of("r"),
                Optional.of("arn:aws:kms:us-east-1:111122223333:key/" + OLD),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                false,
                true);
    }

    @Test
    void whatWasNotReadIsNeverSafe() {
        present = Situation.failed("TIMEOUT");
        cannotTell(UnreadEvidence.CONFIGURATION);
        present = Situation.known(Optional.empty());
        clusters = Observed.notRead();
        cannotTell(UnreadEvidence.CLUSTERS);
        clusters = Situation.known(List.of(use("orders", true, KeyDeployment.of(DeploymentKind.UNKNOWN))));
        cannotTell(UnreadEvidence.DEPLOYMENT);
        clusters = Situation.known(List.of());
        backups = Situation.failed("FORBIDDEN");
        cannotTell(UnreadEvidence.BACKUPS);
        backups = Situation.known(List.of());
        restores = Situation.failed("TIMEOUT");
        cannotTell(UnreadEvidence.RESTORES);
        restores = Situation.known(List.of());
        compliance = Situation.failed("USER_UNAUTHORIZED");
        cannotTell(UnreadEvidence.COMPLIANCE);
        compliance = Situation.known(Optional.empty());
        searchNodes = Situation.failed("TIMEOUT");
        cannotTell(UnreadEvidence.SEARCH_NODES);
        searchNodes = Situation.known(List.of());
        elsewhere = Situation.known(List.of(new Elsewhere(Situation.PROJECT, Situation.failed("TIMEOUT"))));
        cannotTell(UnreadEvidence.OTHER_PROJECTS);
        elsewhere = Observed.notRead();
        cannotTell(UnreadEvidence.OTHER_PROJECTS);
    }

    @Test
    void aBackupWithoutAKeysNameSaysNothingOfAKeyThatWasNeverUsed() {
        backups = Situation.known(List.of(backup("orders", null)));
        assertThat(judge(OLD, NEVER_SEEN_USED)).isEqualTo(new KeyNeedVerdict.Safe());
        clusters = Situation.known(List.of(use("orders", false, DEPLOYED)));
        assertThat(judge(MRK, NEVER_SEEN_USED)).isEqualTo(new KeyNeedVerdict.Safe());
    }

    @Test
    void aBackupWithoutAKeysNameIsNoProofForAKeyThatWasUsed() {
        backups = Situation.known(List.of(backup("orders", null)));
        neededFor(new Need.Snapshot("orders", "s", Named.NO_KEY, Optional.empty()));
        assertThat(judge(MRK, USED)).isInstanceOf(KeyNeedVerdict.Needed.class);
        assertThat(judge(MRK, NEVER_SEEN_USED))
                .as("Atlas may not name multi-Region keys")
                .isEqualTo(new KeyNeedVerdict.CannotTell(List.of(UnreadEvidence.UNNAMED)));
    }

    @Test
    void aBackupWithoutAKeysNameOfAPlainClusterHasNoKey() {
        clusters = Situation.known(List.of(use("plain", false, DEPLOYED)));
        backups = Situation.known(List.of(backup("plain", null)));
        assertThat(judge(OLD, USED)).isEqualTo(new KeyNeedVerdict.Safe());

        backups = Situation.known(List.of(backup("plain", null), backup("plain", NEW)));
        assertThat(judge(OLD, USED)).as("it was encrypted once").isInstanceOf(KeyNeedVerdict.Needed.class);

        backups = Situation.known(List.of(backup("deleted", null)));
        assertThat(judge(OLD, USED)).as("nothing is known of the cluster").isInstanceOf(KeyNeedVerdict.Needed.class);
    }

    @Test
    void aBackupIsNeverEncryptedWithAYoungerKey() {
        backups = Situation.known(List.of(backup("orders", null)));
        assertThat(judge(OLD, new KeyPast(true, Optional.of(NOW)))).isEqualTo(new KeyNeedVerdict.Safe());
        assertThat(judge(OLD, new KeyPast(true, Optional.of(NOW.minusSeconds(3600)))))
                .isInstanceOf(KeyNeedVerdict.Needed.class);
        assertThat(judge(MRK, new KeyPast(true, Optional.of(NOW))))
                .as("a replica is younger than its material")
                .isInstanceOf(KeyNeedVerdict.Needed.class);
    }
}
