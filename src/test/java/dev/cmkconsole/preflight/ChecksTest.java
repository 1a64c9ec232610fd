package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.DELEGATION;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.failed;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.reason;
import static dev.cmkconsole.preflight.WorkingProject.role;
import static dev.cmkconsole.preflight.WorkingProject.simulated;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasAddresses;
import dev.cmkconsole.model.atlas.setup.KmsEndpoint;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.policy.document.PolicyDocument;
import dev.cmkconsole.preflight.PreflightReport.Conclusion;
import dev.cmkconsole.preflight.check.Check;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.gate.Addresses;
import dev.cmkconsole.preflight.verdict.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report as a whole, and results that no situation in the sandbox can cause. */
@Alongside
class ChecksTest {
    @Test
    void aWorkingProjectPassesAndTheHiddenIsNoQuestionAnyMore() {
        var report = PreflightReport.of(well());
        assertThat(report.conclusion()).isEqualTo(Conclusion.PASSES);
        assertThat(report.notAsked())
                .containsExactlyInAnyOrder(
                        CheckId.HIDDEN_POLICIES,
                        CheckId.PRIVATE_ENDPOINTS,
                        CheckId.KEY_REPLICAS,
                        CheckId.ACCESS_KEY,
                        CheckId.OLD_ACCESS_KEY);
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

    /** A node that restarts gets the key through the endpoint of its region only. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        US_EAST_1 ACTIVE                                  | PASS
        US_EAST_1 INITIATING                              | WARN
        US_EAST_1 PENDING_RECREATION US_EAST_1 INITIATING | WARN
        US_EAST_1 ACTIVE EU_WEST_1 FAILED                 | WARN
        US_EAST_1 FAILED                                  | FAIL
        EU_WEST_1 ACTIVE                                  | FAIL
        US_EAST_1 DELETING                                | FAIL
        """)
    void everyRegionOfAnEncryptedClusterNeedsAnActiveEndpoint(String listed, CheckOutcome expected) {
        var words = listed.split(" ");
        var endpoints = new ArrayList<KmsEndpoint>();
        for (int i = 0; i < words.length; i += 2) {
            endpoints.add(new KmsEndpoint("e" + i, words[i], words[i + 1], Optional.empty()));
        }
        var facts = well(CheckFocus.CONFIGURED, true).with(Evidence.ENDPOINTS, known(List.copyOf(endpoints)));
        assertThat(verdict(facts, CheckId.PRIVATE_ENDPOINTS)).isEqualTo(expected);
        assertThat(verdict(facts.with(Evidence.ENDPOINTS, failed("NOT_FOUND")), CheckId.PRIVATE_ENDPOINTS))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    @Test
    void privateNetworkingShowsNoAddressSoAnAddressListKeepsAtlasOut() {
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":["
                + PolicyDocument.parse(DELEGATION).tree().get("Statement").get(0)
                + ",{\"Effect\":\"Deny\",\"Principal\":\"*\","
                + "\"Action\":\"kms:Decrypt\",\"Resource\":\"*\",\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":[\"203.0.113.0/24\",\"198.51.100.0/24\"]}}}]}";
        assertThat(reason(well().with(Evidence.KEY_POLICY, known(policy)), CheckId.SOURCE_ADDRESSES))
                .isEqualTo("check.source-addresses.validation");
        assertThat(verdict(well().with(Evidence.KEY_POLICY, known(policy)), CheckId.SOURCE_ADDRESSES))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        var hidden = well(CheckFocus.CONFIGURED, true).with(Evidence.KEY_POLICY, known(policy));
        assertThat(reason(hidden, CheckId.SOURCE_ADDRESSES)).isEqualTo("check.source-addresses.hidden");
        assertThat(verdict(hidden, CheckId.SOURCE_ADDRESSES)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(
                        well().with(Evidence.KEY_POLICY, known(policy)).with(Evidence.NODES, failed("TIMEOUT")),
                        CheckId.SOURCE_ADDRESSES))
                .isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict(
                        well().with(Evidence.KEY_POLICY, known(policy))
                                .with(
                                        Evidence.CONTROL_PLANE,
                                        known(new AtlasAddresses(List.of("203.0.0.0/8"), List.of()))),
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
    void idsAreUnique() {
        assertThat(Preflight.CHECKS)
                .extracting(Check::id)
                .doesNotHaveDuplicates()
                .hasSize(32);
    }

    @Test
    void anOpenAlertAboutTheKeyTakesTheProofAway() {
        var unreachable =
                well().with(Evidence.ALERTS, known(List.of(alert("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"))));
        assertThat(verdict(unreachable, CheckId.ATLAS_USED_KEY)).isEqualTo(CheckOutcome.FAIL);
        assertThat(verdict(unreachable, CheckId.HIDDEN_POLICIES)).isEqualTo(CheckOutcome.CANNOT_TELL);
        var contradicted =
                well().with(Evidence.ALERTS, known(List.of(alert("ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"))));
        assertThat(verdict(contradicted, CheckId.ATLAS_USED_KEY)).isEqualTo(CheckOutcome.CANNOT_TELL);
        var unread = well().with(Evidence.ALERTS, failed("USER_UNAUTHORIZED"));
        assertThat(verdict(unread, CheckId.ATLAS_USED_KEY)).isEqualTo(CheckOutcome.CANNOT_TELL);
        var harmless = well().with(Evidence.ALERTS, known(List.of(alert("AWS_ENCRYPTION_KEY_NEEDS_ROTATION"))));
        assertThat(verdict(harmless, CheckId.ATLAS_USED_KEY)).isEqualTo(CheckOutcome.PASS);
    }

    private static Alert alert(String type) {
        return new Alert("a1", type, "OPEN", WorkingProject.NOW);
    }
}
