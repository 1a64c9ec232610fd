package dev.cmkconsole.journal;

import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Finding;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Kind;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Journal drafts for tests: one plain, and any. */
public final class Drafts {
    public static final String PROJECT = "64f0c0ffee0123456789abcd";

    private Drafts() {}

    public static JournalDraft intent(String runId, String step, int attempt) {
        return new JournalDraft(
                Kind.INTENT,
                runId,
                "operator",
                "practice",
                "enable",
                PROJECT,
                "payments-prod",
                Optional.of(step),
                attempt,
                "Authorize the role in Atlas",
                Optional.of(Reversibility.UNDO),
                Optional.of("arn:aws:iam::111122223333:role/atlas"),
                Optional.of("PATCH /api/atlas/v2/groups/" + PROJECT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static JournalDraft outcome(String runId, String step, int attempt) {
        return closing(Kind.OUTCOME, runId, step, attempt);
    }

    public static JournalDraft closing(Kind kind, String runId, String step, int attempt) {
        return new JournalDraft(
                kind,
                runId,
                "operator",
                "practice",
                "enable",
                PROJECT,
                "payments-prod",
                Optional.of(step),
                attempt,
                "Authorize the role in Atlas",
                Optional.of(Reversibility.UNDO),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Outcome.DONE),
                Optional.of(200),
                Optional.of("{\"ok\":true}"),
                Optional.empty(),
                Optional.of("req-1"));
    }

    public static JournalDraft run(Kind kind, String runId) {
        return new JournalDraft(
                kind,
                runId,
                "operator",
                "practice",
                "enable",
                PROJECT,
                "payments-prod",
                Optional.empty(),
                0,
                "Enable customer-managed keys",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                kind == Kind.RUN_ENDED ? Optional.of(Outcome.DONE) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Arbitrary<JournalDraft> any() {
        var text = Arbitraries.strings().all().ofMaxLength(40);
        var perhaps = text.optional();
        return Combinators.combine(
                        Combinators.combine(Arbitraries.of(Kind.class), text, text, text, text, text, text)
                                .as(Front::new),
                        Combinators.combine(
                                        perhaps,
                                        Arbitraries.integers(),
                                        text,
                                        Arbitraries.of(Reversibility.class).optional(),
                                        perhaps,
                                        perhaps)
                                .as(Middle::new),
                        Combinators.combine(
                                        Arbitraries.of(Outcome.class).optional(),
                                        Arbitraries.integers().optional(),
                                        perhaps,
                                        perhaps,
                                        perhaps,
                                        facts().optional(0.3),
                                        perhaps)
                                .as(Back::new))
                .as((a, b, c) -> new JournalDraft(
                        a.kind,
                        a.runId,
                        a.actor,
                        a.connection,
                        a.procedure,
                        a.projectId,
                        a.projectName,
                        b.step,
                        b.attempt,
                        b.title,
                        b.reversibility,
                        b.target,
                        b.request,
                        c.outcome,
                        c.status,
                        c.answer,
                        c.code,
                        c.requestId,
                        c.facts,
                        c.before));
    }

    /** Facts of every shape, with any text in every place that takes text. */
    public static Arbitrary<RunFacts> facts() {
        var text = Arbitraries.strings().all().ofMaxLength(20);
        var perhaps = text.optional();
        var moment = Arbitraries.longs().between(0, 4_000_000_000_000L).map(Instant::ofEpochMilli);
        var told = Combinators.combine(text, text, text, text).as(UserMessage::new);
        var cluster = Combinators.combine(
                        text, text, Arbitraries.of(EncryptionProvider.class), text, Arbitraries.of(true, false))
                .as(ProjectFacts.ClusterFact::new);
        var unread = Combinators.combine(text, text).as(ProjectFacts.Unread::new);
        var flag = Arbitraries.of(true, false).optional();
        var project = Combinators.combine(
                        Combinators.combine(
                                        moment,
                                        Arbitraries.of(Posture.class).optional(),
                                        perhaps,
                                        perhaps,
                                        perhaps,
                                        perhaps)
                                .as(Identity::new),
                        text.list().ofMaxSize(2),
                        perhaps,
                        perhaps,
                        flag,
                        flag,
                        cluster.list().ofMaxSize(2).optional(),
                        unread.list().ofMaxSize(2))
                .as((i, aliases, state, region, valid, network, clusters, missing) -> new ProjectFacts(
                        i.at,
                        i.posture,
                        i.roleId,
                        i.role,
                        i.accessKey,
                        i.key,
                        aliases,
                        state,
                        region,
                        valid,
                        network,
                        clusters,
                        missing));
        var check = Combinators.combine(
                        text,
                        text,
                        Arbitraries.of(Finding.Word.class),
                        text,
                        perhaps,
                        Arbitraries.of(true, false),
                        moment)
                .as(RunFacts.CheckFact::new);
        var warning = Combinators.combine(text, text, text, text).as(RunFacts.Warning::new);
        var lane = Combinators.combine(text, told).as(RunFacts.Lane::new);
        var end = Combinators.combine(
                        text, perhaps, told.optional(), lane.list().ofMaxSize(2))
                .as(RunFacts.End::new);
        return Combinators.combine(
                        project.optional(),
                        check.list().ofMaxSize(2),
                        warning.list().ofMaxSize(2),
                        end.optional(),
                        perhaps)
                .as(RunFacts::new);
    }

    private record Identity(
            Instant at,
            Optional<Posture> posture,
            Optional<String> roleId,
            Optional<String> role,
            Optional<String> accessKey,
            Optional<String> key) {}

    private record Front(
            Kind kind,
            String runId,
            String actor,
            String connection,
            String procedure,
            String projectId,
            String projectName) {}

    private record Middle(
            Optional<String> step,
            int attempt,
            String title,
            Optional<Reversibility> reversibility,
            Optional<String> target,
            Optional<String> request) {}

    private record Back(
            Optional<Outcome> outcome,
            Optional<Integer> status,
            Optional<String> answer,
            Optional<String> code,
            Optional<String> requestId,
            Optional<RunFacts> facts,
            Optional<String> before) {}
}
