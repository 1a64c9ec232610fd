package dev.cmkconsole.service;

import dev.cmkconsole.model.atlas.AtlasErrorCode;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.record.RecordedRequest;
import dev.cmkconsole.preflight.facts.AtlasRefusal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The journal's record of roles that Atlas could not assume. */
final class RefusalHistory {
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");

    /** A policy of an organization may have changed since an older refusal. */
    private static final Duration COUNTS_FOR = Duration.ofDays(30);

    private static final Set<Outcome> NOT_TAKEN = Set.of(Outcome.NOT_DONE, Outcome.REFUSED);

    private final Journal journal;
    private final Clock clock;

    RefusalHistory(Journal journal, Clock clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * The latest attempt in this project to have a role assumed, if Atlas could not and this program did not write the
     * role's trust policy since.
     */
    Optional<AtlasRefusal> last(String projectId) {
        var since = clock.instant().minus(COUNTS_FOR);
        var reading = new Reading(projectId);
        journal.newestFirst(entry -> entry.at().isAfter(since) && reading.goesOn(entry));
        return reading.refusal;
    }

    /** Reads backwards, so an outcome comes before its request. */
    private static final class Reading {
        private final String projectId;
        private final Map<String, JournalEntry> outcomes = new HashMap<>();
        private final Set<String> rewritten = new HashSet<>();
        private Optional<AtlasRefusal> refusal = Optional.empty();

        Reading(String projectId) {
            this.projectId = projectId;
        }

        /** Whether an older entry can still matter. */
        boolean goesOn(JournalEntry entry) {
            var draft = entry.what();
            var attempt = draft.runId() + " " + draft.step().orElse("") + " " + draft.attempt();
            if (draft.outcome().isPresent()) {
                outcomes.put(attempt, entry);
            }
            var request = draft.recordedRequest();
            if (request.isEmpty()) {
                return true;
            }
            var ended = Optional.ofNullable(outcomes.get(attempt));
            if (changesTrust(request.get())) {
                if (ended.flatMap(e -> e.what().outcome())
                        .filter(NOT_TAKEN::contains)
                        .isEmpty()) {
                    rewritten.add(request.get().target());
                }
                return true;
            }
            if (!draft.projectId().equals(projectId) || !authorizes(request.get())) {
                return true;
            }
            refusal = ended.filter(Reading::couldNotAssume)
                    .flatMap(e -> role(request.get()).map(role -> new AtlasRefusal(role, e.at())))
                    .filter(r -> !rewritten.contains(r.role().name()));
            return false;
        }

        private static boolean couldNotAssume(JournalEntry outcome) {
            return outcome.what().outcome().equals(Optional.of(Outcome.REFUSED))
                    && outcome.what().code().equals(Optional.of(AtlasErrorCode.CANNOT_ASSUME_ROLE));
        }

        private static Optional<RoleArn> role(RecordedRequest request) {
            return request.body().map(ROLE::matcher).filter(m -> m.find()).flatMap(m -> RoleArn.parse(m.group()));
        }

        private static boolean authorizes(RecordedRequest request) {
            return request.operation() == RecordedOperation.AUTHORIZE_ACCESS_ROLE;
        }

        private static boolean changesTrust(RecordedRequest request) {
            return request.operation() == RecordedOperation.UPDATE_TRUST_POLICY
                    || request.operation() == RecordedOperation.CREATE_ROLE;
        }
    }
}
