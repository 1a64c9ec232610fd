package dev.cmkconsole.procedure.run;

import static dev.cmkconsole.procedure.access.AccessSteps.AUTHORIZE;
import static dev.cmkconsole.procedure.access.AccessSteps.CREATE_RECORD;
import static dev.cmkconsole.procedure.access.AccessSteps.SET_UP_ROLE;
import static dev.cmkconsole.procedure.access.AccessSteps.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.Bench;
import dev.cmkconsole.procedure.NoChoices;
import dev.cmkconsole.procedure.Situation;
import dev.cmkconsole.procedure.TinyWorld;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.access.Actor;
import dev.cmkconsole.procedure.access.RoleChoice;
import dev.cmkconsole.procedure.enable.EnableChoices;
import dev.cmkconsole.procedure.enable.EnableProcedure;
import dev.cmkconsole.procedure.newkey.KeyChoice;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The loop: intent, request, read back, outcome; retries with a countdown, stopping, waiting and gates. */
class RunnerTest {
    private final Bench bench = new Bench();

    @Test
    void aFreshProjectIsEnabledInOneRun() {
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(result.plan().complete()).isTrue();
        assertThat(bench.world.effects)
                .containsExactly(
                        "createCloudProviderAccess",
                        "iam:CreateRole",
                        "authorizeProviderAccessRole",
                        "iam:PutRolePolicy",
                        "updateEncryptionAtRest");
        assertThat(bench.world.configuration.valid()).isTrue();
        assertThat(bench.journal.openIntents(Situation.PROJECT.id())).isEmpty();
    }

    @Test
    void aDoneProjectSendsNothing() {
        bench.enable();
        int sent = bench.world.sent();

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.sent()).isEqualTo(sent);
    }

    @Test
    void whileIamSettlesItCountsDownAndTriesAgain() {
        bench.world.iamUseLag = Duration.ofSeconds(25);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.journal.outcomes(AUTHORIZE))
                .containsExactly(Outcome.REFUSED, Outcome.REFUSED, Outcome.REFUSED, Outcome.DONE);
        var countdowns = bench.events(RunEvent.Retrying.class).stream()
                .filter(e -> e.step().equals(AUTHORIZE))
                .toList();
        assertThat(countdowns).extracting(RunEvent.Retrying::attempt).containsExactly(2, 3, 4);
        assertThat(countdowns).allSatisfy(e -> {
            assertThat(e.attempts()).isEqualTo(5);
            assertThat(Duration.between(e.at(), e.next())).isEqualTo(Duration.ofSeconds(10));
            assertThat(e.problem().code()).isEqualTo("CANNOT_ASSUME_ROLE");
        });
        assertThat(bench.events(RunEvent.StepStarted.class).stream()
                        .filter(e -> e.step().equals(AUTHORIZE)))
                .extracting(RunEvent.StepStarted::attempt)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void iamThatNeverSettlesEndsTheRunAfterTheLastTry() {
        bench.world.iamUseLag = Duration.ofDays(1);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
        assertThat(result.at()).contains(AUTHORIZE);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("CANNOT_ASSUME_ROLE");
        assertThat(bench.world.sent("authorizeProviderAccessRole")).isEqualTo(5);
        assertThat(bench.journal.drafts().getLast().code()).contains("CANNOT_ASSUME_ROLE");
    }

    @Test
    void aStopDuringTheCountdownStopsThere() {
        bench.world.iamUseLag = Duration.ofDays(1);
        bench.hand.stopInWait(2);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(result.at()).contains(AUTHORIZE);
        assertThat(bench.world.sent("authorizeProviderAccessRole")).isEqualTo(2);
        assertThat(bench.journal.openIntents(Situation.PROJECT.id())).isEmpty();
        assertThat(bench.journal.drafts().getLast().outcome()).contains(Outcome.STOPPED);
    }

    @Test
    void rateLimitsDoNotEatTheTriesOfSettling() {
        bench.world.iamUseLag = Duration.ofSeconds(35);
        bench.world.fault("authorizeProviderAccessRole", TinyWorld.Fault.RATE_LIMITED, TinyWorld.Fault.RATE_LIMITED);

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.hand.waits()).startsWith(Duration.ofSeconds(7), Duration.ofSeconds(7), Duration.ofSeconds(10));
    }

    @Test
    void rateLimitsWithoutEndGiveUp() {
        for (int i = 0; i < 6; i++) {
            bench.world.fault("createCloudProviderAccess", TinyWorld.Fault.RATE_LIMITED);
        }
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.FAILED);
        assertThat(bench.world.sent()).isEqualTo(6);
    }

    @Test
    void readsThatLagBehindTheWriteAreWaitedFor() {
        bench.world.iamReadLag = Duration.ofSeconds(6);

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.sent("iam:CreateRole")).isEqualTo(1);
        assertThat(bench.world.sent("iam:PutRolePolicy")).isEqualTo(1);
    }

    @Test
    void aStopWhileTheStepIsReadBackStillFindsItsOutcome() {
        bench.world.iamReadLag = Duration.ofSeconds(6);
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(SET_UP_ROLE)) {
                bench.hand.stop();
            }
        });
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(bench.journal.outcomes(SET_UP_ROLE)).containsExactly(Outcome.DONE);
        assertThat(bench.world.sent("authorizeProviderAccessRole")).isZero();
    }

    @Test
    void aRoleThatHidesAgainAfterItWasMadeIsNotMadeTwice() {
        bench.listening(e -> {
            if (e instanceof RunEvent.StepEnded ended
                    && ended.step().equals(SET_UP_ROLE)
                    && ended.outcome() == Outcome.DONE) {
                bench.world.iamReadLag = Duration.ofSeconds(25);
            }
        });
        // The plan after the step came from a reading that saw the role. This one no longer sees it.
        bench.world.fault("authorizeProviderAccessRole", TinyWorld.Fault.RATE_LIMITED);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.effects("iam:CreateRole")).isEqualTo(1);
    }

    @Test
    void anAnsweredChangeThatNeverShowsIsSaidSo() {
        bench.world.iamReadLag = Duration.ofHours(1);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.UNKNOWN);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("READ_BACK_DIFFERS");
        assertThat(bench.journal.outcomes(SET_UP_ROLE)).containsExactly(Outcome.UNKNOWN);
        assertThat(result.outcome()).contains(Outcome.UNKNOWN);
    }

    @Test
    void aChangeThatCannotBeReadBackIsUnknown() {
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(SET_UP_ROLE)) {
                bench.world.awsReadable = false;
            }
        });
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.UNKNOWN);
        assertThat(bench.journal.outcomes(SET_UP_ROLE)).containsExactly(Outcome.UNKNOWN);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("CANNOT_TELL");
    }

    @Test
    void aProjectThatCannotBeReadAfterTheRequestLeavesTheOutcomeUnknown() {
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(CREATE_RECORD)) {
                bench.world.projectReadable = false;
            }
        });

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.UNKNOWN);
        assertThat(bench.journal.outcomes(CREATE_RECORD)).containsExactly(Outcome.UNKNOWN);
        assertThat(bench.world.effects).containsExactly("createCloudProviderAccess");
    }

    @Test
    void aKeyThatAtlasConfirmsLaterIsWaitedFor() {
        bench.world.saveValidAfterLooks = 4;
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.events(RunEvent.Waiting.class))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.step()).isEqualTo(VALID));
        assertThat(bench.happenings).endsWith("ENDED key-valid", "RUN_ENDED");
    }

    @Test
    void waitingSurvivesAReadThatFails() {
        bench.world.saveValidAfterLooks = 4;
        bench.listening(e -> {
            if (e instanceof RunEvent.Waiting) {
                bench.world.projectReadable =
                        bench.events(RunEvent.Waiting.class).size() != 1;
            }
        });

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.events(RunEvent.Retrying.class))
                .singleElement()
                .satisfies(e -> assertThat(e.attempts()).isZero());
    }

    @Test
    void aStopWhileWaitingSaysWhatIsDone() {
        bench.world.saveValidAfterLooks = 100;
        bench.hand.stopInWait(3);
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(result.plan().open()).extracting(Step::id).containsExactly(VALID);
    }

    @Test
    void aBlockedStepFarDownThePlanStopsBeforeTheFirstRequest() {
        bench.world.keyPolicy =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"kms:*\",\"Resource\":\"*\"}]}";
        var result = bench.enable();

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(result.at()).contains(AccessSteps.KEY_POLICY);
        assertThat(bench.world.sent()).isZero();
    }

    @Test
    void whatCannotBeToldIsDecidedBeforeTheFirstRequest() {
        bench.world.keyPolicy = "unreadable";
        var want =
                EnableChoices.byConsole(RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY));
        var result = bench.enable(want);

        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_DECISION);
        assertThat(bench.world.sent()).isZero();
        bench.world.keyPolicy = Situation.DELEGATING;
        assertThat(bench.enable(want.withAccepted(Set.of(AccessSteps.KEY_POLICY)))
                        .kind())
                .isEqualTo(RunResult.RunOutcomeKind.DONE);
    }

    @Test
    void aReadThatFailsOnceInTheMiddleDoesNotEndTheRun() {
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(AUTHORIZE)) {
                bench.world.awsReadable = false;
            }
            if (e instanceof RunEvent.Planned && bench.happenings.getLast().equals("ENDED authorize-role")) {
                bench.world.awsReadable = true;
            }
        });

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
    }

    @Test
    void aStepByHandPausesTheRunAndTheNextGoesOn() {
        var want = EnableChoices.byConsole(
                        RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY))
                .withActors(Actor.USER, Actor.CONSOLE);
        var first = bench.enable(want);
        assertThat(first.kind()).isEqualTo(RunResult.RunOutcomeKind.NEEDS_HANDS);
        assertThat(first.at()).contains(SET_UP_ROLE);

        var record = bench.world.records.getFirst();
        bench.world.put(Situation.iamRole(Situation.ROLE, Situation.trustOf(record.roleId()), java.util.Map.of()));
        assertThat(bench.enable(want).kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(bench.world.effects).doesNotContain("iam:CreateRole");
    }

    @Test
    void anInterruptIsAStopAfterTheStep() {
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(SET_UP_ROLE)) {
                Thread.currentThread().interrupt();
            }
        });
        var result = bench.enable();

        assertThat(Thread.interrupted()).as("kept for the caller").isTrue();
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.STOPPED);
        assertThat(bench.journal.outcomes(SET_UP_ROLE)).containsExactly(Outcome.DONE);
    }

    @Test
    void aListenerThatFailsChangesNothing() {
        bench.listening(_ -> {
            throw new IllegalStateException("a screen is gone");
        });

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
    }

    @Test
    void aProjectIsChangedByOneRunAtATime() {
        var second = new java.util.ArrayList<String>();
        bench.listening(e -> {
            if (e instanceof RunEvent.StepStarted started && started.step().equals(AUTHORIZE)) {
                assertThatThrownBy(bench::enable)
                        .isInstanceOfSatisfying(
                                ServiceException.class,
                                x -> second.add(x.problem().code()));
            }
        });

        assertThat(bench.enable().kind()).isEqualTo(RunResult.RunOutcomeKind.DONE);
        assertThat(second).containsExactly("RUN_UNDER_WAY");
        assertThat(bench.journal.drafts()).noneMatch(d -> d.kind() == EntryKind.RECONCILED);
        assertThat(bench.enable().kind()).as("and free afterwards").isEqualTo(RunResult.RunOutcomeKind.DONE);
    }

    @Test
    void aRoleWhoseArnIsUnknownBlocksBeforeAnythingIsSent() {
        var want = EnableChoices.byConsole(
                        RoleChoice.newRole(Situation.ROLE_NAME), new KeyChoice.Existing(Situation.KEY))
                .withAccepted(Set.of(SET_UP_ROLE, AccessSteps.ALLOW_KEY, AccessSteps.KEY_POLICY, AccessSteps.KEY));
        bench.world.awsReadable = false;
        var result = bench.enable(want);

        assertThat(result.at()).contains(SET_UP_ROLE);
        assertThat(result.kind()).isEqualTo(RunResult.RunOutcomeKind.BLOCKED);
        assertThat(bench.world.sent()).isZero();
    }

    @Test
    void aRequestThatAnEarlierStepDidNotPrepareFailsWithoutSending() {
        var result = bench.run(new Unprepared(), new NoChoices(), bench.hand);

        assertThat(result.at()).contains(AUTHORIZE);
        assertThat(result.problem().orElseThrow().code()).isEqualTo("STEP_NOT_READY");
        assertThat(bench.world.sent()).isZero();
        assertThat(bench.journal.outcomes(AUTHORIZE)).isEmpty();
    }

    /** A plan whose only step has no request. */
    private record Unprepared() implements Planner<NoChoices> {
        @Override
        public ProcedureType<?> procedure() {
            return EnableProcedure.TYPE;
        }

        @Override
        public ReadScope readScope(NoChoices choices) {
            return ReadScope.CONFIGURED;
        }

        @Override
        public Plan plan(ProjectSnapshot now, NoChoices choices) {
            var step = Step.atlas(AUTHORIZE)
                    .words("enable.authorize")
                    .reversibility(Reversibility.UNDO)
                    .status(Status.TO_DO)
                    .build();
            return new Plan(EnableProcedure.TYPE, now.project(), now.at(), List.of(step));
        }
    }
}
