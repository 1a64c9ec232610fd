package dev.cmkconsole.service;

import static dev.cmkconsole.procedure.Situation.KEY;
import static dev.cmkconsole.procedure.Situation.NOW;
import static dev.cmkconsole.procedure.Situation.OTHER_KEY;
import static dev.cmkconsole.procedure.Situation.ROLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.verdict.CheckResult;
import dev.cmkconsole.preflight.verdict.CheckVerdict;
import dev.cmkconsole.preflight.verdict.Fix;
import dev.cmkconsole.preflight.verdict.Group;
import dev.cmkconsole.procedure.MemoryJournal;
import dev.cmkconsole.text.Messages;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A doubt that reading cannot answer is asked once for a project, role and key, and again when it changes. */
class AcceptedDoubtsTest {
    private static final String HERE = "64f0c0ffee0123456789abcd";
    private static final String ELSEWHERE = "64f0c0ffee0123456789abce";
    private static final Text REASON = Text.of("check.hidden-policies.always");

    private final Messages messages = new Messages(Locale.US, ZoneId.of("UTC"));
    private final MemoryJournal journal = new MemoryJournal(Clock.fixed(NOW, ZoneOffset.UTC), new ArrayList<>());
    private final AcceptedDoubts accepted = new AcceptedDoubts(journal, messages);

    private void record(String actor, CheckId check, CheckOutcome verdict, boolean accepts) {
        var origin = new RunOrigin("run-" + actor, "switch", actor, "practice", HERE, "ledger");
        var fact = new RunFacts.CheckFact(
                check.toString(), "question", verdict, messages.say(REASON), Optional.empty(), accepts, NOW);
        journal.append(JournalDraft.of(EntryKind.RUN_STARTED, origin, StepAttempt.wholeRun("1 of 2 steps to do"))
                .withFacts(new RunFacts(Optional.empty(), List.of(fact), List.of(), Optional.empty(), Optional.empty())
                        .about(Optional.of(new RunFacts.About(ROLE.toString(), KEY.toString())))));
    }

    private Optional<EarlierAcceptance> asked(String project, KeyArn key, CheckId check, CheckVerdict verdict) {
        var result = new CheckResult(check, Group.ACCESS, Text.of("q"), List.of(), verdict);
        return accepted.into(new PreflightReport(
                        project,
                        Optional.empty(),
                        NOW,
                        Optional.of(ROLE),
                        Optional.of(key),
                        List.of(result),
                        List.of()))
                .results()
                .getFirst()
                .accepted();
    }

    private Optional<EarlierAcceptance> here() {
        return asked(HERE, KEY, CheckId.HIDDEN_POLICIES, unknown(REASON));
    }

    private static CheckVerdict unknown(Text reason) {
        return new CheckVerdict.CannotTell(reason, List.of(), List.of());
    }

    @Test
    void theSameDoubtIsNotAskedAgainAndKeepsItsFirstDecision() {
        assertThat(here()).isEmpty();
        record("dana", CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, true);
        assertThat(here()).contains(new EarlierAcceptance(NOW, "dana"));
        record("lee", CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, true);
        assertThat(here()).contains(new EarlierAcceptance(NOW, "dana"));
    }

    @Test
    void anotherDoubtIsAsked() {
        record("dana", CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, true);
        var reason = unknown(REASON);
        assertThat(asked(ELSEWHERE, KEY, CheckId.HIDDEN_POLICIES, reason)).isEmpty();
        assertThat(asked(HERE, OTHER_KEY, CheckId.HIDDEN_POLICIES, reason)).isEmpty();
        assertThat(asked(HERE, KEY, CheckId.SERVICE_CONTROL_POLICIES, reason)).isEmpty();
        assertThat(asked(HERE, KEY, CheckId.HIDDEN_POLICIES, unknown(Text.of("check.hidden-policies.fix"))))
                .as("another reason")
                .isEmpty();
    }

    @Test
    void aFailureIsNeverCoveredAndEndsTheAcceptance() {
        record("dana", CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, true);
        assertThat(asked(
                        HERE,
                        KEY,
                        CheckId.HIDDEN_POLICIES,
                        new CheckVerdict.Fail(REASON, List.of(), List.of(new Fix.Advice(Text.of("advice"))))))
                .isEmpty();
        record("dana", CheckId.HIDDEN_POLICIES, CheckOutcome.FAIL, false);
        assertThat(here()).isEmpty();
    }

    @Test
    void whatReadingCanAnswerIsAskedEachTime() {
        record("dana", CheckId.GRANTS, CheckOutcome.CANNOT_TELL, true);
        assertThat(asked(HERE, KEY, CheckId.GRANTS, unknown(REASON))).isEmpty();
    }

    @Test
    void whatWasShownAndNotAcceptedIsAsked() {
        record("dana", CheckId.HIDDEN_POLICIES, CheckOutcome.CANNOT_TELL, false);
        assertThat(here()).isEmpty();
    }
}
