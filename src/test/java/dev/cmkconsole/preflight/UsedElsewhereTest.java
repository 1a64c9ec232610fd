package dev.cmkconsole.preflight;

import static dev.cmkconsole.preflight.WorkingProject.ATLAS;
import static dev.cmkconsole.preflight.WorkingProject.KEY;
import static dev.cmkconsole.preflight.WorkingProject.NOW;
import static dev.cmkconsole.preflight.WorkingProject.OLD;
import static dev.cmkconsole.preflight.WorkingProject.ROLE;
import static dev.cmkconsole.preflight.WorkingProject.known;
import static dev.cmkconsole.preflight.WorkingProject.reason;
import static dev.cmkconsole.preflight.WorkingProject.verdict;
import static dev.cmkconsole.preflight.WorkingProject.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.Alongside;
import dev.cmkconsole.model.atlas.AccessRole;
import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.EncryptionAtRest;
import dev.cmkconsole.model.atlas.EncryptionAtRest.AwsKms;
import dev.cmkconsole.model.atlas.Project;
import dev.cmkconsole.model.aws.AwsRegion;
import dev.cmkconsole.model.aws.IamRole;
import dev.cmkconsole.model.aws.KeyReference;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.aws.Simulation;
import dev.cmkconsole.model.aws.Simulation.Decision;
import dev.cmkconsole.model.aws.iam.RoleLastUse;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.policy.document.AtlasPolicies;
import dev.cmkconsole.preflight.facts.AccessFacts;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.preflight.facts.CheckFocus;
import dev.cmkconsole.preflight.facts.Evidence;
import dev.cmkconsole.preflight.facts.UsedElsewhere;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What another project with the same role and key, and the role's last use, prove before a change, and what not. */
@Alongside
class UsedElsewhereTest {
    private static final Instant SINCE = NOW.minus(Duration.ofDays(90));
    private static final String OWN_ID = "11111111-2222-4333-8444-555555555555";
    private static final String OTHER_ID = "99999999-2222-4333-8444-555555555555";

    /** The other project. */
    private record Neighbor(AwsKms kms, AccessRole record, List<Alert> alerts) {}

    private static AwsKms kms(String roleId, String key, boolean privately, boolean valid) {
        return new AwsKms(
                true,
                Optional.of(roleId),
                Optional.of(key),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.empty(),
                privately,
                valid);
    }

    private static AccessRole record(String role, String atlas, Optional<Instant> authorized) {
        return new AccessRole("r9", atlas, OTHER_ID, Optional.of(role), SINCE, authorized, List.of());
    }

    private static final AccessRole RECORD = record(ROLE.toString(), ATLAS, Optional.of(SINCE));
    private static final AwsKms KMS = kms("r9", KEY.toString(), false, true);

    /** On credentials, about to switch to the role: what stands before the irreversible request. */
    private static AccessFacts before() {
        var onCredentials = new AwsKms(
                true,
                Optional.empty(),
                Optional.of(KEY.toString()),
                Optional.of(new AwsRegion("us-east-1")),
                Optional.of("AKIAEXAMPLE000000001"),
                false,
                true);
        var focus = new CheckFocus(
                Optional.empty(),
                Optional.of(ROLE),
                Optional.of(new KeyReference.ByArn(KEY)),
                Optional.empty(),
                Optional.empty());
        return well(focus, false)
                .with(Evidence.ENCRYPTION, known(new EncryptionAtRest(onCredentials, Set.of(), false)))
                .with(Evidence.RECORDS, known(List.of(own(Optional.of(SINCE)))))
                .with(Evidence.SIMULATION, known(notSaid()))
                .with(Evidence.ROLE, known(Optional.of(trusting(OWN_ID, OTHER_ID))))
                .with(Evidence.USED_ELSEWHERE, known(Optional.empty()))
                .with(Evidence.ROLE_USE, known(Optional.empty()));
    }

    private static AccessRole own(Optional<Instant> authorized) {
        return new AccessRole("r1", ATLAS, OWN_ID, Optional.of(ROLE.toString()), SINCE, authorized, List.of());
    }

    private static IamRole trusting(String... ids) {
        var trust = Stream.of(ids)
                .map(id -> "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ATLAS
                        + "\"},\"Action\":\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\""
                        + id + "\"}}}")
                .toList();
        return new IamRole(
                ROLE,
                "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", trust) + "]}",
                Map.of("access", AtlasPolicies.access(List.of(KEY.toString())).raw()),
                List.of(),
                Optional.empty(),
                SINCE,
                Map.of());
    }

    private static List<Simulation.SimulatedAction> notSaid() {
        return AtlasPolicies.KEY_ACTIONS.stream()
                .map(a -> new Simulation.SimulatedAction(
                        a, Decision.ALLOWED, List.of(), List.of(), Optional.empty(), Optional.empty()))
                .toList();
    }

    private static Alert alert(String type) {
        return new Alert("a1", type, "OPEN", NOW);
    }

    /** The simulation names no organization. What Atlas itself proves is no question to anybody. */
    @Test
    void aKeyThatAtlasUsesWithTheRoleAsksNothingAboutTheOrganization() {
        var working = well().with(Evidence.SIMULATION, known(notSaid()));
        assertThat(PreflightReport.of(working).result(CheckId.SERVICE_CONTROL_POLICIES))
                .isEmpty();
        var doubted =
                working.with(Evidence.ALERTS, known(List.of(alert("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"))));
        assertThat(PreflightReport.of(doubted)
                        .result(CheckId.SERVICE_CONTROL_POLICIES)
                        .orElseThrow()
                        .verdict()
                        .outcome())
                .isEqualTo(CheckOutcome.CANNOT_TELL);
    }

    static Stream<Object[]> neighbors() {
        var elsewhere = RoleArn.of("arn:aws:iam::111122223333:role/another").toString();
        return Stream.of(new Object[][] {
            {"the same role and key, valid", new Neighbor(KMS, RECORD, List.of()), true},
            {"the bare id of the key", new Neighbor(kms("r9", KEY.keyId(), false, true), RECORD, List.of()), true},
            {"a harmless alert", new Neighbor(KMS, RECORD, List.of(alert("AWS_ENCRYPTION_KEY_NEEDS_ROTATION"))), true},
            {"not valid", new Neighbor(kms("r9", KEY.toString(), false, false), RECORD, List.of()), false},
            {"another key", new Neighbor(kms("r9", OLD.toString(), false, true), RECORD, List.of()), false},
            {"another record", new Neighbor(kms("r8", KEY.toString(), false, true), RECORD, List.of()), false},
            {"another role", new Neighbor(KMS, record(elsewhere, ATLAS, Optional.of(SINCE)), List.of()), false},
            {"not authorized", new Neighbor(KMS, record(ROLE.toString(), ATLAS, Optional.empty()), List.of()), false},
            {
                "Atlas comes from another account",
                new Neighbor(
                        KMS, record(ROLE.toString(), "arn:aws:iam::999988887777:root", Optional.of(SINCE)), List.of()),
                false
            },
            {"private networking there", new Neighbor(kms("r9", KEY.toString(), true, true), RECORD, List.of()), false},
            {
                "KMS not reached there",
                new Neighbor(KMS, RECORD, List.of(alert("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"))),
                false
            },
            {
                "configuration no longer valid there",
                new Neighbor(KMS, RECORD, List.of(alert("ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"))),
                false
            },
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("neighbors")
    void anotherProjectAnswers(String name, Neighbor other, boolean answers) {
        var project = new Project("5f2a00000000000000000009", "billing", "o", 1, NOW);
        var used = UsedElsewhere.in(project, other.kms, List.of(other.record), other.alerts, before());

        assertThat(used.isPresent()).as(name).isEqualTo(answers);
        used.ifPresent(u -> assertThat(u).isEqualTo(new UsedElsewhere("billing", SINCE)));
        var facts = before().with(Evidence.USED_ELSEWHERE, known(used));
        for (var id : List.of(CheckId.HIDDEN_POLICIES, CheckId.SERVICE_CONTROL_POLICIES)) {
            assertThat(verdict(facts, id)).as(name).isEqualTo(answers ? CheckOutcome.PASS : CheckOutcome.CANNOT_TELL);
        }
    }

    static Stream<Object[]> occasions() {
        return Stream.of(new Object[][] {
            {"the role serves others", before(), true},
            {
                "the role admits without an external id",
                before().with(Evidence.ROLE, known(Optional.of(trusting()))),
                true
            },
            {"no other id", before().with(Evidence.ROLE, known(Optional.of(trusting(OWN_ID)))), false},
            {"the role is not there", before().with(Evidence.ROLE, known(Optional.empty())), false},
            {
                "Atlas refused it here",
                before().with(Evidence.RECORDS, known(List.of(own(Optional.empty()))))
                        .with(Evidence.REFUSAL, known(Optional.of(new AtlasRefusal(ROLE, NOW)))),
                false
            },
            {"Atlas uses the key here", well(), false},
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("occasions")
    void otherProjectsAreAskedWhereOneMayAnswer(String name, AccessFacts facts, boolean asked) {
        assertThat(UsedElsewhere.mayAnswer(facts)).as(name).isEqualTo(asked);
    }

    @Test
    void aServiceControlPolicyThatTheSimulatorNamesOutranksIt() {
        var refused = notSaid().stream()
                .map(a -> new Simulation.SimulatedAction(
                        a.action(), Decision.IMPLICIT_DENY, List.of(), List.of(), Optional.of(false), Optional.empty()))
                .toList();
        var facts = before().with(Evidence.USED_ELSEWHERE, known(Optional.of(new UsedElsewhere("billing", SINCE))))
                .with(Evidence.SIMULATION, known(refused));
        assertThat(verdict(facts, CheckId.SERVICE_CONTROL_POLICIES)).isEqualTo(CheckOutcome.FAIL);
    }

    static Stream<Object[]> uses() {
        var region = Optional.of(new AwsRegion("us-east-1"));
        return Stream.of(new Object[][] {
            {"after the authorization", Optional.of(new RoleLastUse(NOW, region)), 1},
            {"before it", Optional.of(new RoleLastUse(SINCE.minusSeconds(60), region)), 0},
            {"never", Optional.empty(), 0},
        });
    }

    /** Whoever used the role, it says nothing of the key. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("uses")
    void theLastUseOfTheRoleIsNamedAndAnswersNothing(String name, Optional<RoleLastUse> use, int lines) {
        var facts = before().with(Evidence.ROLE_USE, known(use));
        var verdict = PreflightReport.of(facts)
                .result(CheckId.HIDDEN_POLICIES)
                .orElseThrow()
                .verdict();
        assertThat(verdict.outcome()).as(name).isEqualTo(CheckOutcome.CANNOT_TELL);
        assertThat(verdict.reasoning()).as(name).hasSize(lines);
        assertThat(reason(facts, CheckId.HIDDEN_POLICIES)).isEqualTo("check.hidden-policies.assumed");
    }
}
