package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.DELEGATION;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.key;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.oldKey;
import static dev.cmkconsole.preflight.WorkingProject.role;
import static dev.cmkconsole.preflight.WorkingProject.survey;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.ClusterUse;
import dev.cmkconsole.model.atlas.KeyDeployment;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The check of old keys for keys that no snapshot names. A key stays needed until the change of key is deployed, which
 * no field of the Atlas API says: an update that began and ended, or a day of idling. The verdicts are written by hand.
 */
@Alongside
class StillNeededKeysTest {
    /**
     * Columns: what names the old key, hours since KMS saw it used, how far its cluster took the change of key, the
     * key's state, whether the role may use it.
     */
    @ParameterizedTest
    @CsvSource({
        // The cluster has not taken the change, and the old key is the one it replaced.
        "ONCE_READ, -, UNPROVED, Disabled, true, FAIL",
        "ROLE_POLICY, 3, UNPROVED, Disabled, true, FAIL",
        "JOURNAL, 3, CHANGING, PendingDeletion, true, FAIL",
        "ROLE_POLICY, 3, PAUSED, Disabled, true, FAIL",
        "ROLE_POLICY, 3, UNPROVED, Enabled, false, FAIL",
        "ROLE_POLICY, 3, UNPROVED, Enabled, true, PASS",
        // Nothing shows that this is the key that was replaced.
        "ROLE_POLICY, -, UNPROVED, Disabled, true, CANNOT_TELL",
        "ROLE_POLICY, 1000, UNPROVED, Disabled, true, CANNOT_TELL",
        "JOURNAL, 1000, PAUSED, PendingDeletion, true, CANNOT_TELL",
        "ROLE_POLICY, -, UNPROVED, Enabled, false, CANNOT_TELL",
        "ROLE_POLICY, -, UNPROVED, Enabled, true, PASS",
        // Whether the cluster took the change is not known.
        "ROLE_POLICY, 3, UNKNOWN, Disabled, true, CANNOT_TELL",
        "ROLE_POLICY, 3, UNKNOWN, Enabled, true, PASS",
        // The cluster took the change, and nothing else needs the key.
        "ONCE_READ, 30, DEPLOYED, Disabled, true, PASS",
        "ROLE_POLICY, 3, DEPLOYED, PendingDeletion, false, PASS",
    })
    void aKeyThatAClusterMayStillUse(
            Seen seen,
            String usedHoursAgo,
            KeyDeployment.DeploymentKind deployment,
            String state,
            boolean allowed,
            CheckOutcome expected) {
        var use = new ClusterUse("orders", true, KeyDeployment.of(deployment), false, Optional.empty());
        assertThat(verdict(
                        facts(
                                survey(List.of(use), KEY.keyId()),
                                old(seen, usedHoursAgo, state, allowed ? Decision.ALLOWED : Decision.IMPLICIT_DENY)),
                        CheckId.OLD_KEYS))
                .isEqualTo(expected);
    }

    /** Columns: which part of the evidence was refused, the old key's state. */
    @ParameterizedTest
    @CsvSource({
        "clusters, Disabled, CANNOT_TELL",
        "restores, Disabled, CANNOT_TELL",
        "compliance, Disabled, CANNOT_TELL",
        "searchNodes, Disabled, CANNOT_TELL",
        "nothing, Disabled, PASS",
        "compliance, Enabled, PASS",
    })
    void whatWasNotReadIsUnknown(String part, String state, CheckOutcome expected) {
        var all = survey(List.of(), KEY.keyId());
        var read = new KeySurvey(
                part.equals("clusters") ? failed("FORBIDDEN") : all.clusters(),
                all.backups(),
                new OtherNeeds(
                        part.equals("restores")
                                ? failed("FORBIDDEN")
                                : all.others().restores(),
                        part.equals("compliance")
                                ? failed("FORBIDDEN")
                                : all.others().compliance(),
                        part.equals("searchNodes")
                                ? failed("FORBIDDEN")
                                : all.others().searchNodes()),
                List.of(),
                all.elsewhere(),
                Optional.empty());
        assertThat(verdict(facts(read, old(Seen.ROLE_POLICY, "-", state, Decision.ALLOWED)), CheckId.OLD_KEYS))
                .isEqualTo(expected);
    }

    private static AccessFacts facts(KeySurvey survey, OldKey old) {
        return well().with(Evidence.SURVEY, known(survey))
                .with(
                        Evidence.ROLE,
                        known(Optional.of(role(AtlasPolicies.access(List.of(KEY.toString(), OLD.toString()))
                                .raw()))))
                .with(Evidence.OLD_KEYS, known(List.of(old)));
    }

    private static OldKey old(Seen seen, String usedHoursAgo, String state, Decision simulated) {
        Observed<Optional<KeyUse>> use = known(
                usedHoursAgo.equals("-")
                        ? Optional.empty()
                        : Optional.of(
                                new KeyUse("Decrypt", NOW.minus(Duration.ofHours(Integer.parseInt(usedHoursAgo))))));
        return oldKey(
                Set.of(seen),
                false,
                new OldKey.KmsSide(
                        known(key(state, "AWS_KMS", Optional.empty())),
                        use,
                        known(Optional.empty()),
                        known(DELEGATION)),
                simulated);
    }
}
