package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.DELEGATION;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.cluster;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.key;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.oldKey;
import static dev.cmkconsole.preflight.WorkingProject.reason;
import static dev.cmkconsole.preflight.WorkingProject.role;
import static dev.cmkconsole.preflight.WorkingProject.simulated;
import static dev.cmkconsole.preflight.WorkingProject.survey;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Cluster;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.SnapshotKey;
import dev.cmkconsole.model.aws.AccessKeyFacts;
import dev.cmkconsole.model.aws.AccessKeyFacts.AccessKeyState;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.CheckFocus.FormerAccessKey;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single checks on facts only: old keys, key material, the old access key, and the proposed changes. */
@Alongside
class SingleChecksTest {
    @Test
    void olderKeysThatBackupsNeedAreCheckedLikeThePresentOne() {
        var backups = well().with(
                        Evidence.SNAPSHOTS,
                        known(List.of(
                                new SnapshotKey("orders", "s1", KEY.keyId()),
                                new SnapshotKey("orders", "s2", OLD.keyId()))))
                .with(Evidence.SURVEY, known(survey(List.of(), KEY.keyId(), OLD.keyId())));
        assertThat(verdict(backups.with(Evidence.OLD_KEYS, failed("AccessDenied")), CheckId.OLD_KEYS))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        var read = old(
                key("Enabled", "AWS_KMS", Optional.empty()),
                known(Optional.empty()),
                simulated(Decision.IMPLICIT_DENY));
        assertThat(verdict(backups.with(Evidence.OLD_KEYS, known(List.of(read))), CheckId.OLD_KEYS))
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(oldKeys(old(
                        key("Enabled", "AWS_KMS", Optional.empty()),
                        known(Optional.empty()),
                        simulated(Decision.ALLOWED))))
                .isEqualTo(CheckOutcome.PASS);
        assertThat(oldKeys(oldKey(
                        Set.of(Seen.BACKUP),
                        true,
                        new OldKey.KmsSide(
                                known(key("Enabled", "AWS_KMS", Optional.empty())),
                                known(Optional.empty()),
                                known(Optional.empty()),
                                failed("AccessDenied")),
                        Decision.ALLOWED)))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    private static CheckOutcome oldKeys(OldKey looked) {
        return verdict(
                well().with(
                                Evidence.SNAPSHOTS,
                                known(List.of(
                                        new SnapshotKey("orders", "s1", KEY.keyId()),
                                        new SnapshotKey("orders", "s2", OLD.keyId()))))
                        .with(Evidence.SURVEY, known(survey(List.of(), KEY.keyId(), OLD.keyId())))
                        .with(
                                Evidence.ROLE,
                                known(Optional.of(role(AtlasPolicies.access(List.of(KEY.toString(), OLD.toString()))
                                        .raw()))))
                        .with(Evidence.OLD_KEYS, known(List.of(looked))),
                CheckId.OLD_KEYS);
    }

    private static OldKey old(
            CustomerKey key, Observed<Optional<Instant>> material, List<Simulation.SimulatedAction> simulation) {
        return new OldKey(
                OLD.keyId(),
                Set.of(Seen.BACKUP),
                Optional.of(OLD),
                true,
                new OldKey.KmsSide(known(key), known(Optional.empty()), material, known(DELEGATION)),
                known(simulation));
    }

    /** What the role may do is of no use where KMS refuses to decrypt with the key. */
    @ParameterizedTest
    @CsvSource({
        "Enabled, AWS_KMS, -, none, PASS",
        "Disabled, AWS_KMS, -, none, FAIL",
        "PendingDeletion, AWS_KMS, -, none, FAIL",
        "PendingReplicaDeletion, AWS_KMS, -, none, FAIL",
        "PendingImport, EXTERNAL, -, none, FAIL",
        "Unavailable, AWS_CLOUDHSM, -, none, FAIL",
        "Creating, AWS_KMS, -, none, CANNOT_TELL",
        "Updating, AWS_KMS, -, none, CANNOT_TELL",
        "SomethingNew, AWS_KMS, -, none, CANNOT_TELL",
        "Enabled, EXTERNAL, 1, none, PASS",
        "Enabled, EXTERNAL, 0, none, FAIL",
        "Enabled, EXTERNAL, -, 0, FAIL",
        "Enabled, EXTERNAL, -, 1, PASS",
        "Enabled, EXTERNAL, -, unread, CANNOT_TELL",
    })
    void anOldKeyMustBeUsable(String state, String origin, String validTo, String material, CheckOutcome expected) {
        Optional<Instant> end = validTo.equals("-")
                ? Optional.empty()
                : Optional.of(NOW.plus(Duration.ofDays(Integer.parseInt(validTo))));
        Observed<Optional<Instant>> rotations = switch (material) {
            case "none" -> known(Optional.empty());
            case "unread" -> failed("AccessDenied");
            default -> known(Optional.of(NOW.plus(Duration.ofDays(Integer.parseInt(material)))));
        };
        assertThat(oldKeys(old(key(state, origin, end), rotations, simulated(Decision.ALLOWED))))
                .isEqualTo(expected);
    }

    @Test
    void aKeyThatKmsDoesNotHaveIsGoneOnlyWhereItsArnIsKnown() {
        assertThat(oldKeys(missing(false))).isEqualTo(CheckOutcome.FAIL);
        assertThat(oldKeys(missing(true))).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    /** The name of an error is no state of the key: it may say disabled or deleted, and KMS has said nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "AccessDeniedException",
                "DisabledException",
                "KMSInvalidStateException",
                "ThrottlingException",
                "KeyUnavailableException"
            })
    void aKeyThatCannotBeReadHasNoState(String code) {
        assertThat(oldKeys(unreadable(code, false))).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    private static OldKey missing(boolean presumed) {
        return unreadable("NotFoundException", presumed);
    }

    private static OldKey unreadable(String code, boolean presumed) {
        return oldKey(
                Set.of(Seen.BACKUP),
                presumed,
                new OldKey.KmsSide(failed(code), failed(code), failed(code), failed(code)),
                Decision.ALLOWED);
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
                        Optional.of(new FormerAccessKey("AKIAEXAMPLE", switched))),
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
                        Optional.of(new FormerAccessKey("AKIAEXAMPLE", NOW))),
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

    private static AccessFacts onCredentials(AccessFacts facts) {
        var kms = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.of("AKIAEXAMPLE000000001"),
                false,
                true);
        return facts.with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)))
                .with(Evidence.RECORDS, known(List.of()));
    }

    private static AccessFacts accessKey(Observed<AccessKeyState> state) {
        return onCredentials(well())
                .with(
                        Evidence.ACCESS_KEY,
                        known(new AccessKeyFacts(
                                "AKIAEXAMPLE000000001",
                                Optional.of("atlas"),
                                state,
                                Observed.notRead(),
                                Optional.empty(),
                                Optional.empty())));
    }

    /** IAM refuses an inactive access key (IAM user guide, "Manage access keys for IAM users"). */
    @Test
    void theAccessKeyThatAtlasHasIsActive() {
        assertThat(verdict(accessKey(known(AccessKeyState.ACTIVE)), CheckId.ACCESS_KEY))
                .isEqualTo(CheckOutcome.PASS);
        var inactive = accessKey(known(AccessKeyState.INACTIVE));
        assertThat(verdict(inactive, CheckId.ACCESS_KEY)).isEqualTo(CheckOutcome.FAIL);
        assertThat(PreflightReport.of(inactive).lettingAtlasIn()).isFalse();
        assertThat(verdict(accessKey(known(AccessKeyState.GONE)), CheckId.ACCESS_KEY))
                .isEqualTo(CheckOutcome.FAIL);
        assertThat(reason(accessKey(failed("AccessDenied")), CheckId.ACCESS_KEY))
                .isEqualTo("check.access-key.hidden");
        assertThat(verdict(accessKey(failed("ServiceFailure")), CheckId.ACCESS_KEY))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(accessKey(Observed.notRead()), CheckId.ACCESS_KEY)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    /** With a role, the access key does not matter, and moving to one is the way out. */
    @Test
    void theAccessKeyIsNotAskedForWhereARoleIsMeant() {
        var facts = onCredentials(well(CheckFocus.of(Optional.of(ROLE), Optional.empty(), Optional.empty()), false));
        assertThat(PreflightReport.of(facts).notAsked()).contains(CheckId.ACCESS_KEY);
    }

    /** A key that works with an IAM user's credentials proves nothing about a role. */
    @Test
    void aProjectOnCredentialsHasNoRoleToPraise() {
        var facts = onCredentials(well());

        assertThat(reason(facts, CheckId.ATLAS_USED_KEY)).isEqualTo("check.atlas-used-key.credentials");
        assertThat(reason(facts, CheckId.ROLE_EXISTS)).isEqualTo("check.role-exists.credentials");
        assertThat(verdict(facts, CheckId.HIDDEN_POLICIES)).isEqualTo(CheckOutcome.CANNOT_TELL);
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
    void alertsThatAreMissingOffOrSilentAreAWarning() {
        assertThat(verdict(well(), CheckId.KEY_ALERTS)).isEqualTo(CheckOutcome.PASS);
        var withoutOne = WorkingProject.alerts().subList(0, 3);
        var facts = well().with(Evidence.KEY_ALERTS, known(withoutOne));
        assertThat(verdict(facts, CheckId.KEY_ALERTS)).isEqualTo(CheckOutcome.WARN);
        assertThat(PreflightReport.of(facts).conclusion())
                .as("a warning fails nothing")
                .isEqualTo(PreflightReport.Conclusion.PASSES);
        assertThat(PreflightReport.of(facts).warning()).containsExactly(CheckId.KEY_ALERTS);
        assertThat(verdict(well().with(Evidence.KEY_ALERTS, failed("INTERNAL")), CheckId.KEY_ALERTS))
                .as("what is unknown is no warning")
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }
}
