package dev.cmkconsole.app.options;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.procedure.fix.PutBack;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the change of a recorded run that can be undone. */
final class RecordedUndo {
    private final List<JournalDraft> run;
    private final Instant now;

    RecordedUndo(List<JournalEntry> run, String projectId, Instant now) {
        this.run = run.stream()
                .map(JournalEntry::what)
                .filter(d -> d.projectId().equals(projectId))
                .toList();
        this.now = now;
    }

    /** @throws ServiceException where the run has no such change, or several and none is named */
    AwsRequest request(String runId, Optional<String> step) {
        var found = changes();
        step.ifPresent(wanted -> found.keySet().removeIf(id -> !id.equals(wanted)));
        if (found.isEmpty()) {
            throw problem(
                    "NOTHING_TO_UNDO",
                    "The history of this project has no change of a policy document by the run " + runId
                            + " that can be undone.");
        }
        if (found.size() > 1) {
            throw problem(
                    "SEVERAL_TO_UNDO",
                    "The run changed several documents. Name one with --step: " + String.join(", ", found.keySet())
                            + ".");
        }
        return found.values().iterator().next();
    }

    private Map<String, AwsRequest> changes() {
        var found = new LinkedHashMap<String, AwsRequest>();
        for (var draft : run) {
            var id = draft.step().orElse("");
            if (draft.kind() == EntryKind.INTENT && PutBack.mayHaveTakenEffect(outcome(draft))) {
                PutBack.request(draft).ifPresent(request -> found.put(id, request));
            }
        }
        return found;
    }

    /** What was recorded last of the attempt, perhaps by a later run. */
    private Optional<Outcome> outcome(JournalDraft intent) {
        return run.stream()
                .filter(d -> d.kind() == EntryKind.OUTCOME || d.kind() == EntryKind.RECONCILED)
                .filter(d -> d.step().equals(intent.step()) && d.attempt() == intent.attempt())
                .reduce((_, last) -> last)
                .flatMap(JournalDraft::outcome);
    }

    private ServiceException problem(String code, String why) {
        return new ServiceException(new Problem.Local("fix", code, why, now));
    }
}
