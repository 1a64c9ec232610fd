package dev.cmkconsole.procedure.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.KeyLifecycle;
import dev.cmkconsole.model.aws.KeyState;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.state.AccessCheck;
import dev.cmkconsole.model.state.KeyDeletion;
import dev.cmkconsole.model.state.KeyStanding;
import dev.cmkconsole.model.state.NeededRegions;
import dev.cmkconsole.model.state.ProjectState;
import dev.cmkconsole.model.state.ReplicaStanding;
import dev.cmkconsole.procedure.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a replica says, by the documents: where private networking is required, nodes reach KMS through the endpoint of
 * their region (MongoDB, "Manage customer keys with AWS KMS over private network interfaces"), and each replica has its
 * own state and its own deletion date (AWS KMS, "Multi-Region keys").
 */
class ReplicaStandingTest {
    private static final KeyArn KEY =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    private static final AwsRegion EUROPE = new AwsRegion("eu-west-1");
    private static final AwsRegion TOKYO = new AwsRegion("ap-northeast-1");

    private static RegionalKey replica(AwsRegion region, String state, Optional<Instant> date) {
        var key = Situation.customerKey(KEY.in(region));
        return new RegionalKey(
                key.arn(),
                Situation.known(new CustomerKey(
                        key.arn(),
                        "",
                        List.of(),
                        key.configuration(),
                        new KeyLifecycle(KeyState.of(state), Situation.NOW, date, Optional.empty()),
                        Optional.empty(),
                        Optional.empty())),
                Observed.notRead());
    }

    private static RegionalKey unread(AwsRegion region, String code) {
        return new RegionalKey(KEY.in(region), Situation.failed(code), Observed.notRead());
    }

    private static ProjectSnapshot snapshot(AwsKms kms, EncryptionProvider provider, RegionalKey... replicas) {
        var regional = Stream.of(replicas).collect(Collectors.toMap(r -> r.arn().region(), r -> r));
        var now = new Situation()
                .configuration(kms)
                .clusters(Situation.spread("orders", provider, "US_EAST_1", "EU_WEST_1", "AP_NORTHEAST_1"))
                .key(Situation.known(Situation.customerKey(KEY)))
                .snapshot();
        return new ProjectSnapshot(
                now.project(), now.at(), now.atlas(), now.aws().with(regional), now.answers());
    }

    private static ProjectState state(RegionalKey... replicas) {
        return snapshot(Situation.privately("r1", KEY), EncryptionProvider.AWS, replicas)
                .state();
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled, USABLE, false",
        "Updating, USABLE, false",
        "Creating, CHANGING, false",
        "Disabled, UNUSABLE, true",
        "PendingDeletion, PENDING_DELETION, true",
        "PendingReplicaDeletion, PENDING_DELETION, true",
        "PendingImport, UNUSABLE, true",
        "Unavailable, UNUSABLE, true",
        "SomethingNew, UNREAD, false",
        "'', UNREAD, false"
    })
    void everyStateOfAwsHasItsMeaning(String state, ReplicaStanding.Word expected, boolean refuses) {
        var standing = ReplicaStanding.of(replica(EUROPE, state, Optional.empty()));
        assertThat(standing.word()).isEqualTo(expected);
        assertThat(standing.refuses()).isEqualTo(refuses);
    }

    @Test
    void aRegionWithoutReplicaIsKnownFromTheErrorCode() {
        assertThat(ReplicaStanding.of(unread(EUROPE, "NotFoundException")).word())
                .isEqualTo(ReplicaStanding.Word.MISSING);
        assertThat(ReplicaStanding.of(unread(EUROPE, "AccessDeniedException")).word())
                .as("what nobody could read speaks against nothing")
                .isEqualTo(ReplicaStanding.Word.UNREAD);
    }

    @ParameterizedTest
    @CsvSource({"Disabled, ''", "Enabled, NotFoundException", "PendingDeletion, ''"})
    void aReplicaThatNodesNeedCastsDoubtOnTheKey(String state, String problem) {
        var tokyo = problem.isEmpty() ? replica(TOKYO, state, Optional.empty()) : unread(TOKYO, problem);
        var broken = state(replica(EUROPE, "Enabled", Optional.empty()), tokyo);
        assertThat(broken.posture()).contains(Posture.KEY_IN_DOUBT);
        assertThat(broken.key().use()).isEqualTo(KeyStanding.Use.IN_DOUBT);
        assertThat(broken.key().reason().args()).contains(TOKYO.id());
    }

    @Test
    void whereEveryReplicaWorksOrIsNotKnownNothingIsSaid() {
        assertThat(state(replica(EUROPE, "Enabled", Optional.empty()), unread(TOKYO, "AccessDeniedException"))
                        .posture())
                .contains(Posture.ROLE_BASED);
    }

    /** Nodes use the endpoint of their own region only where private networking is required, and only if encrypted. */
    @Test
    void aReplicaThatNobodyNeedsSaysNothing() {
        var disabled = replica(EUROPE, "Disabled", Optional.empty());
        assertThat(snapshot(Situation.using("r1", KEY, true), EncryptionProvider.AWS, disabled)
                        .posture())
                .as("without private networking")
                .contains(Posture.ROLE_BASED);
        assertThat(snapshot(Situation.privately("r1", KEY), EncryptionProvider.NONE, disabled)
                        .posture())
                .as("no encrypted cluster there")
                .contains(Posture.ROLE_BASED);
        var another = KeyArn.of("arn:aws:kms:eu-west-1:111122223333:key/mrk-ffffffffffffffffffffffffffffffff");
        assertThat(snapshot(
                                Situation.privately("r1", KEY),
                                EncryptionProvider.AWS,
                                new RegionalKey(another, Situation.failed("NotFoundException"), Observed.notRead()))
                        .posture())
                .as("another key than the configured one")
                .contains(Posture.ROLE_BASED);
    }

    @Test
    void aClusterThatIsBeingDeletedNeedsNothing() {
        var leaving =
                Situation.cluster("orders", Cluster.TierKind.DEDICATED, "DELETING", false, EncryptionProvider.AWS);
        assertThat(NeededRegions.all(Situation.privately("r1", KEY), List.of(leaving)))
                .isEmpty();
    }

    @Test
    void theReplicaThatGoesFirstIsSaidWithItsDate() {
        var later = Situation.NOW.plus(Duration.ofDays(20));
        var sooner = Situation.NOW.plus(Duration.ofDays(9));
        var deletion = state(
                        replica(EUROPE, "PendingDeletion", Optional.of(later)),
                        replica(TOKYO, "PendingDeletion", Optional.of(sooner)))
                .deletion()
                .orElseThrow();
        assertThat(deletion.key()).isEqualTo(KEY.in(TOKYO));
        assertThat(deletion.date()).contains(sooner);
        assertThat(deletion.copy()).isEqualTo(KeyDeletion.Copy.REPLICA);
    }

    /** A replica can be created again, so the key itself comes first, whatever the dates are. */
    @Test
    void theConfiguredKeyIsMoreUrgentThanAReplica() {
        var soon = new KeyDeletion(KEY.in(TOKYO), Optional.of(Situation.NOW), KeyDeletion.Copy.REPLICA);
        var later =
                new KeyDeletion(KEY, Optional.of(Situation.NOW.plus(Duration.ofDays(30))), KeyDeletion.Copy.CONFIGURED);
        assertThat(Stream.of(Optional.<KeyDeletion>empty(), Optional.of(soon), Optional.of(later))
                        .sorted(KeyDeletion.MOST_URGENT_FIRST))
                .containsExactly(Optional.of(later), Optional.of(soon), Optional.empty());
    }

    /** The plan that brings replicas is the way out of the doubt, and asks nobody to accept it. */
    @Test
    void theDoubtAboutSingleRegionsIsToldApart() {
        var broken = snapshot(
                Situation.privately("r1", KEY), EncryptionProvider.AWS, replica(EUROPE, "Disabled", Optional.empty()));
        assertThat(broken.onlyRegionsInDoubt()).isTrue();
        assertThat(broken.withAccess(check(CheckId.KEY_REPLICAS)).onlyRegionsInDoubt())
                .isTrue();
        assertThat(broken.withAccess(check(CheckId.KEY_REPLICAS, CheckId.TRUST_POLICY))
                        .onlyRegionsInDoubt())
                .isFalse();
        assertThat(snapshot(Situation.privately("r1", KEY), EncryptionProvider.AWS)
                        .onlyRegionsInDoubt())
                .isFalse();
    }

    private static Observed<AccessCheck> check(CheckId... failing) {
        return Situation.known(new AccessCheck(Situation.NOW, Optional.of("r1"), KEY.toString(), List.of(failing), 0));
    }
}
