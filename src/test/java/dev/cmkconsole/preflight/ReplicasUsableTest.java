package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.DELEGATION;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.reason;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.CustomerKey;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.replica.RegionalKey;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.Replica;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.procedure.Situation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code key-replicas}, by the documents: with private networking every region of an encrypted cluster needs a replica,
 * and the role's policy every regional ARN (MongoDB, private network interfaces); a key policy is not shared between
 * the copies of a multi-Region key (AWS KMS, "Multi-Region keys").
 */
class ReplicasUsableTest {
    private static final KeyArn MULTI =
            KeyArn.of("arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab");
    private static final AwsRegion EUROPE = new AwsRegion("eu-west-1");

    private static AccessFacts facts(KeyArn key, String allowed, Observed<Map<AwsRegion, Replica>> replicas) {
        var kms = Situation.privately("r1", key);
        var role = new IamRole(
                ROLE,
                "{}",
                Map.of("kms", AtlasPolicies.access(List.of(allowed.split(" "))).raw()),
                List.of(),
                Optional.empty(),
                NOW,
                Map.of());
        return well(CheckFocus.CONFIGURED, true)
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(kms, Set.of(), false)))
                .with(
                        Evidence.KEY,
                        known(Situation.key(key, "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", "Enabled")))
                .with(Evidence.ROLE, known(Optional.of(role)))
                .with(
                        Evidence.CLUSTERS,
                        known(List.of(Situation.spread("orders", EncryptionProvider.AWS, "US_EAST_1", "EU_WEST_1"))))
                .with(Evidence.REPLICAS, replicas);
    }

    private static Observed<Map<AwsRegion, Replica>> replica(Observed<CustomerKey> key, Observed<String> policy) {
        return replica(key, policy, Simulation.Decision.ALLOWED);
    }

    private static Observed<Map<AwsRegion, Replica>> replica(
            Observed<CustomerKey> key, Observed<String> policy, Simulation.Decision simulated) {
        return known(Map.of(
                EUROPE,
                new Replica(
                        new RegionalKey(MULTI.in(EUROPE), key, policy), known(WorkingProject.simulated(simulated)))));
    }

    private static Observed<CustomerKey> inState(String state) {
        return known(Situation.key(MULTI.in(EUROPE), "CUSTOMER", "SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT", state));
    }

    private static String both() {
        return MULTI + " " + MULTI.in(EUROPE);
    }

    @ParameterizedTest
    @CsvSource({
        "Enabled, PASS, check.key-replicas.pass",
        "Updating, PASS, check.key-replicas.pass",
        "Creating, CANNOT_TELL, check.key-replicas.open",
        "NewState, CANNOT_TELL, check.key-replicas.open",
        "Disabled, FAIL, check.key-replicas.unusable",
        "Unavailable, FAIL, check.key-replicas.unusable",
        "PendingDeletion, FAIL, keyDeletion.replica.undated"
    })
    void theStateOfTheReplicaDecides(String state, CheckOutcome expected, String reason) {
        var facts = facts(MULTI, both(), replica(inState(state), known(DELEGATION)));
        assertThat(verdict(facts, CheckId.KEY_REPLICAS)).isEqualTo(expected);
        assertThat(reason(facts, CheckId.KEY_REPLICAS)).isEqualTo(reason);
    }

    @Test
    void aMissingReplicaFailsAndAnUnreadOneIsNotKnown() {
        var missing = facts(MULTI, both(), replica(failed("NotFoundException"), failed("NotFoundException")));
        assertThat(reason(missing, CheckId.KEY_REPLICAS)).isEqualTo("check.key-replicas.missing");
        assertThat(verdict(missing, CheckId.KEY_REPLICAS)).isEqualTo(CheckOutcome.FAIL);
        var unread = facts(MULTI, both(), replica(failed("AccessDeniedException"), failed("AccessDeniedException")));
        assertThat(verdict(unread, CheckId.KEY_REPLICAS)).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(facts(MULTI, both(), failed("TIMEOUT")), CheckId.KEY_REPLICAS))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void theRoleMustBeAllowedEveryRegionalArn() {
        var ownOnly = facts(
                MULTI,
                MULTI.toString(),
                replica(inState("Enabled"), known(DELEGATION), Simulation.Decision.IMPLICIT_DENY));
        assertThat(reason(ownOnly, CheckId.KEY_REPLICAS)).isEqualTo("check.key-replicas.denied");
        assertThat(verdict(ownOnly, CheckId.KEY_REPLICAS)).isEqualTo(CheckOutcome.FAIL);
    }

    @Test
    void aPolicyOfTheReplicaThatNobodyReadLeavesItOpen() {
        var hidden = facts(MULTI, both(), replica(inState("Enabled"), failed("AccessDeniedException")));
        assertThat(verdict(hidden, CheckId.KEY_REPLICAS)).isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void aDisabledReplicaIsEnabledWhereItIs() {
        var facts = facts(MULTI, both(), replica(inState("Disabled"), known(DELEGATION)));
        var fix = PreflightReport.of(facts)
                .result(CheckId.KEY_REPLICAS)
                .orElseThrow()
                .verdict()
                .fixes()
                .getFirst();
        assertThat(((Fix.Command) fix).command())
                .isEqualTo("aws kms enable-key --region eu-west-1 --key-id " + MULTI.in(EUROPE));
    }

    /** MongoDB does not say whether a node reaches a key of another region through its own endpoint. */
    @Test
    void aKeyOfOneRegionIsNotKnownToServeAnother() {
        var facts = facts(WorkingProject.KEY, WorkingProject.KEY.toString(), known(Map.of()));
        assertThat(verdict(facts, CheckId.KEY_REPLICAS)).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(
                        facts.with(
                                Evidence.CLUSTERS,
                                known(List.of(Situation.spread("orders", EncryptionProvider.AWS, "US_EAST_1")))),
                        CheckId.KEY_REPLICAS))
                .isEqualTo(CheckOutcome.PASS);
    }
}
