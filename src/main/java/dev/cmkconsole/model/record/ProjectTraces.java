package dev.cmkconsole.model.record;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a history tells about each project that later runs ask for. It sees every entry once, oldest first. */
public final class ProjectTraces {
    private static final Pattern ROLE_ID = Pattern.compile("\"roleId\"\\s*:\\s*\"([^\"]+)\"");

    private final Map<String, Instant> awsChanges = new HashMap<>();
    private final Set<Attempt> asked = new HashSet<>();
    private final Set<Made> made = new HashSet<>();

    private record Attempt(String runId, Optional<String> step, int attempt) {
        static Attempt of(JournalDraft what) {
            return new Attempt(what.runId(), what.step(), what.attempt());
        }
    }

    private record Made(String projectId, String roleId) {}

    public void see(JournalEntry entry) {
        var what = entry.what();
        if (what.kind() == EntryKind.INTENT) {
            what.recordedRequest().ifPresent(request -> asked(entry, request));
        } else if (asked.remove(Attempt.of(what))) {
            what.answer().ifPresent(answer -> answered(what.projectId(), answer));
        }
    }

    private void asked(JournalEntry intent, RecordedRequest request) {
        if (request.toAws()) {
            awsChanges.put(intent.what().projectId(), intent.at());
        } else if (request.operation() == RecordedOperation.CREATE_ACCESS_ROLE) {
            asked.add(Attempt.of(intent.what()));
        }
    }

    private void answered(String projectId, String answer) {
        var roleId = ROLE_ID.matcher(answer);
        while (roleId.find()) {
            made.add(new Made(projectId, roleId.group(1)));
        }
    }

    /** When a change of AWS was last begun for a project, in whichever run. */
    public Optional<Instant> lastAwsChange(String projectId) {
        return Optional.ofNullable(awsChanges.get(projectId));
    }

    /** Whether the history has the answer with which Atlas created a role record of a project. */
    public boolean madeRecord(String projectId, String roleId) {
        return made.contains(new Made(projectId, roleId));
    }
}
