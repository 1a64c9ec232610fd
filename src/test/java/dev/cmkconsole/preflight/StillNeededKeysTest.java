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
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyUse;
import dev.cmkconsole.model.aws.ManagedPolicies;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.KeySurvey;
import dev.cmkconsole.model.snapshot.OtherNeeds;
import dev.cmkconsole.model.snapshot.UsedKey.Seen;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.OldKey;
import dev.cmkconsole.preflight.verdict.Fix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Nothing says that the role lacks anything, so what was refused is asked for. */
    @ParameterizedTest
    @ValueSource(strings = {"kms:DescribeKey", "kms:GetKeyPolicy", "iam:GetRolePolicy", "iam:GetPolicyVersion"})
    void whatWasRefusedIsAskedFor(String operation) {
        var state = operation.equals("kms:DescribeKey")
                ? StillNeededKeysTest.<CustomerKey>refused(operation)
                : known(key("Enabled", "AWS_KMS", Optional.empty()));
        var policy = operation.startsWith("iam:") ? known(DELEGATION) : StillNeededKeysTest.<String>refused(operation);
        var old = oldKey(
                Set.of(Seen.BACKUP),
                false,
                new OldKey.KmsSide(state, known(Optional.empty()), known(Optional.empty()), policy),
                Decision.ALLOWED);
        var facts = facts(survey(List.of(), KEY.keyId(), OLD.keyId()), old);
        var read = switch (operation) {
            case "iam:GetRolePolicy" -> facts.with(Evidence.ROLE, refused(operation));
            case "iam:GetPolicyVersion" -> attached(facts, refused(operation));
            default -> facts;
        };
        var verdict =
                PreflightReport.of(read).result(CheckId.OLD_KEYS).orElseThrow().verdict();
        assertThat(verdict.outcome()).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict.fixes())
                .extracting(Fix::advice)
                .containsExactly(Text.of("check.unread.fix", operation, Text.of("origin.AWS")));
    }

    private static AccessFacts attached(AccessFacts facts, Observed<String> document) {
        var arn = "arn:aws:iam::111122223333:policy/kms";
        var is = facts.role().orElseThrow();
        var role = new IamRole(
                is.arn(),
                is.trustPolicy(),
                is.inlinePolicies(),
                List.of(arn),
                Optional.empty(),
                is.created(),
                is.tags());
        return facts.with(Evidence.ROLE, known(Optional.of(role)))
                .with(
                        Evidence.MANAGED,
                        known(new ManagedPolicies(
                                List.of(new ManagedPolicies.ManagedPolicy(arn, document)), Optional.empty())));
    }

    private static <T> Observed<T> refused(String operation) {
        var error = new Problem.ServiceError(400, "AccessDeniedException", "", List.of());
        return new Observed.Failed<>(
                new Problem.Refused(Problem.Origin.AWS, operation, error, Optional.empty(), NOW), NOW);
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
