package dev.cmkconsole.journal;

import dev.cmkconsole.model.JournalDraft;
import dev.cmkconsole.model.JournalDraft.Kind;
import dev.cmkconsole.model.JournalDraft.Outcome;
import dev.cmkconsole.model.Reversibility;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journal drafts for tests: one plain, and any. */
public final class Drafts {
    public static final String PROJECT = "64f0c0ffee0123456789abcd";

    private Drafts() {}

    public static JournalDraft intent(String runId, String step, int attempt) {
        return new JournalDraft(Kind.INTENT, runId, "operator", "practice", "enable", PROJECT, "payments-prod", Optional.of(step), attempt,
                "Authorize the role in Atlas", Optional.of(Reversibility.UNDO), Optional.of("arn:aws:iam::111122223333:role/atlas"),
                Optional.of("PATCH /api/atlas/v2/groups/" + PROJECT), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static JournalDraft outcome(String runId, String step, int attempt) {
        return closing(Kind.OUTCOME, runId, step, attempt);
    }

    public static JournalDraft closing(Kind kind, String runId, String step, int attempt) {
        return new JournalDraft(kind, runId, "operator", "practice", "enable", PROJECT, "payments-prod", Optional.of(step), attempt,
                "Authorize the role in Atlas", Optional.of(Reversibility.UNDO), Optional.empty(), Optional.empty(), Optional.of(Outcome.DONE),
                Optional.of(200), Optional.of("{\"ok\":true}"), Optional.empty(), Optional.of("req-1"));
    }

    public static JournalDraft run(Kind kind, String runId) {
        return new JournalDraft(kind, runId, "operator", "practice", "enable", PROJECT, "payments-prod", Optional.empty(), 0,
                "Enable customer-managed keys", Optional.empty(), Optional.empty(), Optional.empty(),
                kind == Kind.RUN_ENDED ? Optional.of(Outcome.DONE) : Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Arbitrary<JournalDraft> any() {
        var text = Arbitraries.strings().all().ofMaxLength(40);
        var perhaps = text.optional();
        return Combinators.combine(
                Combinators.combine(Arbitraries.of(Kind.class), text, text, text, text, text, text).as(Front::new),
                Combinators.combine(perhaps, Arbitraries.integers(), text, Arbitraries.of(Reversibility.class).optional(), perhaps, perhaps).as(Middle::new),
                Combinators.combine(Arbitraries.of(Outcome.class).optional(), Arbitraries.integers().optional(), perhaps, perhaps, perhaps).as(Back::new))
                .as((a, b, c) -> new JournalDraft(a.kind, a.runId, a.actor, a.connection, a.procedure, a.projectId, a.projectName, b.step, b.attempt,
                        b.title, b.reversibility, b.target, b.request, c.outcome, c.status, c.answer, c.code, c.requestId));
    }

    private record Front(Kind kind, String runId, String actor, String connection, String procedure, String projectId, String projectName) {}

    private record Middle(Optional<String> step, int attempt, String title, Optional<Reversibility> reversibility, Optional<String> target,
                          Optional<String> request) {}

    private record Back(Optional<Outcome> outcome, Optional<Integer> status, Optional<String> answer, Optional<String> code, Optional<String> requestId) {}
}
