package dev.cmkconsole.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.record.ChangeRequest;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.RecordedResult;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.model.record.StepAttempt;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import dev.cmkconsole.procedure.MemoryJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which refusals by Atlas in the journal still say something. The lines are as docs/journal-format.md gives them. */
class RefusalHistoryTest {
    private static final Instant NOW = Instant.parse("2027-05-12T10:00:00Z");
    private static final String PROJECT = "5f2a00000000000000000001";
    private static final RoleArn ROLE = RoleArn.of("arn:aws:iam::111122223333:role/atlas");

    private final MemoryJournal journal = new MemoryJournal(Clock.fixed(NOW, ZoneOffset.UTC), new ArrayList<>());
    private int runs;

    private void entry(EntryKind kind, String step, Optional<String> request, RecordedResult result) {
        var origin = new RunOrigin("run-" + runs, "enable", "dana", "practice", PROJECT, "payments");
        journal.append(JournalDraft.of(kind, origin, StepAttempt.of(step, 1, step, Reversibility.UNDO))
                .withChange(new ChangeRequest(Optional.empty(), request, Optional.empty()))
                .withResult(result));
    }

    private void attempt(String step, String request, Outcome outcome, String code) {
        runs++;
        entry(EntryKind.INTENT, step, Optional.of(request), RecordedResult.NONE);
        entry(
                EntryKind.OUTCOME,
                step,
                Optional.empty(),
                new RecordedResult(
                        Optional.of(outcome),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(code).filter(c -> !c.isEmpty()),
                        Optional.empty()));
    }

    private void authorize(Outcome outcome, String code) {
        attempt(
                "authorize-role",
                "PATCH /api/atlas/v2/groups/" + PROJECT + "/cloudProviderAccess/66b1e6f0aa11bb22cc33dd44\n"
                        + "{\"providerName\":\"AWS\",\"iamAssumedRoleArn\":\"" + ROLE + "\"}",
                outcome,
                code);
    }

    private void writesTrust(Outcome outcome) {
        attempt("set-up-role", "iam:UpdateAssumeRolePolicy atlas\n{}", outcome, "");
    }

    private Optional<AtlasRefusal> last(Instant now) {
        return new RefusalHistory(journal, Clock.fixed(now, ZoneOffset.UTC)).last(PROJECT);
    }

    @Test
    void aRefusalStandsUntilAtlasAssumesTheRole() {
        assertThat(last(NOW)).isEmpty();
        authorize(Outcome.REFUSED, "CANNOT_ASSUME_ROLE");
        assertThat(last(NOW)).contains(new AtlasRefusal(ROLE, NOW));
        authorize(Outcome.DONE, "");
        assertThat(last(NOW)).isEmpty();
    }

    @Test
    void aTrustPolicyWrittenSinceMayHaveMendedIt() {
        authorize(Outcome.REFUSED, "CANNOT_ASSUME_ROLE");
        writesTrust(Outcome.REFUSED);
        assertThat(last(NOW)).isPresent();
        writesTrust(Outcome.DONE);
        assertThat(last(NOW)).isEmpty();
    }

    @Test
    void anotherRefusalAnotherProjectAndAnOldOneSayNothing() {
        authorize(Outcome.REFUSED, "CANNOT_ASSUME_ROLE");
        assertThat(new RefusalHistory(journal, Clock.fixed(NOW, ZoneOffset.UTC)).last("5f2a00000000000000000002"))
                .isEmpty();
        assertThat(last(NOW.plus(Duration.ofDays(31)))).isEmpty();
        authorize(Outcome.REFUSED, "CLOUD_PROVIDER_ACCESS_ROLE_NOT_FOUND");
        assertThat(last(NOW)).isEmpty();
    }
}
