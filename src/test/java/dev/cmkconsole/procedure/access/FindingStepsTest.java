package dev.cmkconsole.procedure.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Symptom;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which check blocks which plan, and when. */
class FindingStepsTest {
    private static final EnableChoices CONSOLE =
            EnableChoices.byConsole(RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY));
    private static final EnableChoices HANDS = new EnableChoices(
            CONSOLE.role(), CONSOLE.key(), Optional.empty(), Actor.USER, Actor.USER, Set.of(), Set.of());
    private static final List<StepId> PREPARING = List.of(
            AccessSteps.OWNER,
            AccessSteps.KEY,
            AccessSteps.CREATE_RECORD,
            AccessSteps.SET_UP_ROLE,
            AccessSteps.AUTHORIZE,
            AccessSteps.ALLOW_KEY,
            AccessSteps.KEY_POLICY);

    /** Before anything is done, halfway, and when only one request is left. */
    private enum Phase {
        BEFORE,
        PREPARED,
        OVER
    }

    private static Finding finding(CheckId id, CheckOutcome word, String act) {
        return new Finding(
                id,
                word,
                Symptom.NONE,
                Text.of("check." + id + ".question"),
                Text.of("check." + id + ".reason"),
                Optional.of(Text.of("check." + id + ".fix")),
                Optional.ofNullable(act)
                        .map(a -> new Finding.Remedy(
                                Optional.of(a),
                                Optional.of("aws " + a),
                                Optional.of(new Finding.PolicyRevision("", "{}")))));
    }

    private static Step step(StepId id, Status status) {
        return Step.aws(id)
                .words("t")
                .reversibility(Reversibility.UNDO)
                .status(status)
                .build();
    }

    /** Checks of the plan itself hold; what prepares is open before and done afterwards. */
    private static List<Step> preparing(Phase phase) {
        return PREPARING.stream()
                .map(id -> step(
                        id, phase == Phase.BEFORE && !id.value().startsWith("check-") ? Status.TO_DO : Status.DONE))
                .toList();
    }

    private static FindingSteps steps(Phase phase, AccessChoices want, Finding... findings) {
        return new FindingSteps(
                new Observed.Known<>(List.of(findings), Situation.NOW), want, preparing(phase), phase == Phase.OVER);
    }

    /** An acceptance of an earlier run says when and who; it covers no failure. */
    @ParameterizedTest
    @CsvSource({"CANNOT_TELL, done", "FAIL, blocked"})
    void anEarlierAcceptanceCoversADoubtAndNoFailure(CheckOutcome outcome, String expected) {
        var acceptance = new EarlierAcceptance(Situation.NOW, "dana");
        var status = steps(
                        Phase.PREPARED,
                        CONSOLE,
                        new Finding(
                                CheckId.HIDDEN_POLICIES,
                                outcome,
                                Symptom.NONE,
                                Text.of("q"),
                                Text.of("r"),
                                Optional.empty(),
                                Optional.empty()))
                .acceptedEarlier(Map.of(CheckId.HIDDEN_POLICIES, acceptance))
                .each()
                .getFirst()
                .status();
        assertThat(word(status)).isEqualTo(expected);
        assertThat(status.acceptedDoubt())
                .isEqualTo(
                        outcome == CheckOutcome.FAIL
                                ? Optional.empty()
                                : Optional.of(Text.of("checks.acceptedEarlier", Text.of("r"), Situation.NOW, "dana")));
    }

    private static String word(Status status) {
        return switch (status) {
            case Status.Done _ -> "done";
            case Status.NotNeeded _ -> "not-needed";
            case Status.ToDo _ -> "to-do";
            case Status.Blocked _ -> "blocked";
            case Status.CannotTell _ -> "asked";
        };
    }

    /**
     * The status of a plan with reversible steps only: blocked by the check's own step, or like its single step for all
     * checks.
     */
    private static String undoable(Phase phase, AccessChoices want, Finding finding) {
        var steps = steps(phase, want, finding);
        return steps.blocking().isEmpty() ? word(steps.access(false).status()) : "blocked";
    }

    private static String forEver(Phase phase, AccessChoices want, Finding finding) {
        return word(steps(phase, want, finding).each().getFirst().status());
    }

    @ParameterizedTest(name = "{0} {1} (mended by {2}): before {3}, prepared {4}; for ever: before {5}, prepared {6}")
    @CsvSource({
        // check, verdict, what would repair it; reversible: before, prepared; irreversible: before, prepared
        "role-exists,              FAIL,        iam:CreateRole,              to-do,   blocked, to-do,   blocked",
        "role-exists,              FAIL,        create-access-role,          to-do,   blocked, to-do,   blocked",
        "role-exists,              FAIL,        ,                            blocked, blocked, blocked, blocked",
        "role-exists,              CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "same-partition,           FAIL,        ,                            blocked, blocked, blocked, blocked",
        "trust-policy,             FAIL,        iam:UpdateAssumeRolePolicy,  to-do,   blocked, to-do,   blocked",
        "trust-policy,             FAIL,        ,                            blocked, blocked, blocked, blocked",
        "trust-policy,             CANNOT_TELL, create-access-role,          to-do,   asked,   to-do,   asked",
        "trust-policy,             CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "confused-deputy,          FAIL,        iam:UpdateAssumeRolePolicy,  blocked, blocked, blocked, blocked",
        "identity-policies,        FAIL,        iam:PutRolePolicy,           to-do,   blocked, to-do,   blocked",
        "identity-policies,        FAIL,        ,                            blocked, blocked, blocked, blocked",
        "identity-policies,        CANNOT_TELL, iam:PutRolePolicy,           to-do,   asked,   to-do,   asked",
        "identity-policies,        CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "permissions-boundary,     FAIL,        ,                            blocked, blocked, blocked, blocked",
        "service-control-policies, FAIL,        ,                            blocked, blocked, blocked, blocked",
        "service-control-policies, CANNOT_TELL, ,                            to-do,   done,    to-do,   asked",
        "key-policy,               FAIL,        kms:PutKeyPolicy,            to-do,   blocked, to-do,   blocked",
        "key-policy,               FAIL,        ,                            blocked, blocked, blocked, blocked",
        "source-addresses,         FAIL,        ,                            blocked, blocked, blocked, blocked",
        "source-addresses,         CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "hidden-policies,          CANNOT_TELL, authorize-role,              to-do,   done,    to-do,   asked",
        "hidden-policies,          CANNOT_TELL, create-access-role,          to-do,   done,    to-do,   asked",
        "key-state,                FAIL,        ,                            blocked, blocked, blocked, blocked",
        "key-type,                 FAIL,        ,                            blocked, blocked, blocked, blocked",
        "key-answers,              CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "imported-material,        CANNOT_TELL, ,                            asked,   asked,   to-do,   asked",
        "imported-material,        FAIL,        ,                            blocked, blocked, blocked, blocked",
        "old-keys,                 FAIL,        ,                            blocked, blocked, blocked, blocked",
        "who-am-i,                 FAIL,        ,                            asked,   asked,   blocked, blocked",
        "who-am-i,                 FAIL,        sign-in,                     blocked, blocked, blocked, blocked",
        "key-policy,               FAIL,        role-first,                  to-do,   blocked, to-do,   blocked",
        "trust-policy,             CANNOT_TELL, authorize-role,              to-do,   asked,   to-do,   asked",
        "operator-may-write,       FAIL,        ,                            blocked, blocked, blocked, blocked",
        "no-lock-out,              FAIL,        ,                            blocked, blocked, blocked, blocked",
        "project-owner,            FAIL,        ,                            blocked, blocked, blocked, blocked",
        "trust-policy,             PASS,        ,                            to-do,   done,    done,    done"
    })
    void everyCheckInEveryPhase(
            String id,
            CheckOutcome word,
            String act,
            String before,
            String prepared,
            String foreverBefore,
            String foreverPrepared) {
        var finding = finding(CheckId.parse(id).orElseThrow(), word, act);

        assertThat(undoable(Phase.BEFORE, CONSOLE, finding))
                .as("undoable, before")
                .isEqualTo(before);
        assertThat(undoable(Phase.PREPARED, CONSOLE, finding))
                .as("undoable, prepared")
                .isEqualTo(prepared);
        assertThat(forEver(Phase.BEFORE, CONSOLE, finding))
                .as("for ever, before")
                .isEqualTo(foreverBefore);
        assertThat(forEver(Phase.PREPARED, CONSOLE, finding))
                .as("for ever, prepared")
                .isEqualTo(foreverPrepared);
        assertThat(undoable(Phase.OVER, CONSOLE, finding))
                .as("once it is done it is no question")
                .isEqualTo("not-needed");
        assertThat(forEver(Phase.OVER, CONSOLE, finding)).isEqualTo("not-needed");
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "PREPARED"})
    void oneWordCoversAllThatCannotBeToldAndNothingThatFails(Phase phase) {
        var want = CONSOLE.withAccepted(Set.of(AccessSteps.ACCESS));
        var open = new Finding[] {
            finding(CheckId.IDENTITY_POLICIES, CheckOutcome.CANNOT_TELL, null),
            finding(CheckId.KEY_ANSWERS, CheckOutcome.CANNOT_TELL, null)
        };

        assertThat(steps(phase, CONSOLE, open).access(false).status()).isInstanceOf(Status.CannotTell.class);
        assertThat(steps(phase, want, open).access(false).status())
                .satisfies(s -> assertThat(s.acceptedDoubt().isPresent()).isEqualTo(phase != Phase.BEFORE));
        assertThat(undoable(phase, want, finding(CheckId.PERMISSIONS_BOUNDARY, CheckOutcome.FAIL, null)))
                .isEqualTo("blocked");
    }

    @Test
    void beforeWhatCannotBeUndoneEachNeedsItsOwnWord() {
        var both = new Finding[] {
            finding(CheckId.SERVICE_CONTROL_POLICIES, CheckOutcome.CANNOT_TELL, null),
            finding(CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, null)
        };
        var want = CONSOLE.withAccepted(Set.of(AccessSteps.ACCESS, StepId.ofCheck(CheckId.HIDDEN_POLICIES)));

        assertThat(steps(Phase.PREPARED, want, both).each())
                .extracting(s -> word(s.status()))
                .containsExactly("asked", "done");
    }

    @Test
    void whatIsDoneByHandDoesNotAskWhatThisProgramMayDo() {
        var refused = finding(CheckId.OPERATOR_MAY_WRITE, CheckOutcome.FAIL, null);

        assertThat(undoable(Phase.BEFORE, HANDS, refused)).isEqualTo("asked");
        assertThat(forEver(Phase.BEFORE, HANDS, refused)).isEqualTo("to-do");
    }

    @Test
    void aStepOfThePlanThatSaysTheSameSaysItAlone() {
        var preparing = new ArrayList<>(preparing(Phase.BEFORE));
        preparing.set(1, step(AccessSteps.KEY, new Status.Blocked(Text.of("enable.keyMissing", "k"))));
        var known = new Observed.Known<>(List.of(finding(CheckId.KEY_STATE, CheckOutcome.FAIL, null)), Situation.NOW);

        assertThat(new FindingSteps(known, CONSOLE, preparing, false).blocking())
                .isEmpty();
    }

    @Test
    void aMendingStepThatCannotBeTakenMendsNothing() {
        var preparing = new ArrayList<>(preparing(Phase.BEFORE));
        preparing.set(3, step(AccessSteps.SET_UP_ROLE, new Status.Blocked(Text.of("enable.roleMissing", "r"))));
        var known = new Observed.Known<>(
                List.of(finding(CheckId.ROLE_EXISTS, CheckOutcome.FAIL, "iam:CreateRole")), Situation.NOW);

        assertThat(new FindingSteps(known, CONSOLE, preparing, false).blocking())
                .hasSize(1);
    }

    @Test
    void checksThatWereNotMadeAreNeverAPass() {
        var failed = Situation.<List<Finding>>failed("TIMEOUT");
        var accepted = CONSOLE.withAccepted(Set.of(AccessSteps.ACCESS));

        assertThat(new FindingSteps(failed, CONSOLE, preparing(Phase.PREPARED), false)
                        .access(false)
                        .status())
                .isInstanceOf(Status.CannotTell.class);
        assertThat(new FindingSteps(failed, accepted, preparing(Phase.PREPARED), false)
                        .access(false)
                        .status())
                .satisfies(s -> assertThat(s.acceptedDoubt()).isPresent());
        assertThat(new FindingSteps(Observed.notRead(), accepted, preparing(Phase.PREPARED), false)
                        .access(false)
                        .status())
                .as("nobody has looked yet")
                .isEqualTo(Status.TO_DO);
        for (var unknown : List.of(failed, Observed.<List<Finding>>notRead())) {
            assertThat(new FindingSteps(unknown, accepted, preparing(Phase.PREPARED), false).each())
                    .extracting(s -> word(s.status()))
                    .containsExactly("blocked");
        }
    }

    @Test
    void whatFailsShowsHowToPutItRight() {
        var steps = steps(
                        Phase.BEFORE,
                        CONSOLE,
                        finding(CheckId.CONFUSED_DEPUTY, CheckOutcome.FAIL, "iam:UpdateAssumeRolePolicy"))
                .blocking();

        assertThat(steps).singleElement().isInstanceOfSatisfying(Step.CheckStep.class, s -> {
            assertThat(s.copyables())
                    .extracting(Step.Copyable::content)
                    .containsExactly("{}", "aws iam:UpdateAssumeRolePolicy");
            assertThat(s.diff()).contains(new Step.Diff("", "{}"));
        });
    }
}
