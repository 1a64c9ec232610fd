package dev.cmkconsole.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cmkconsole.model.port.Gathered;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RecordedOperation;
import dev.cmkconsole.model.record.ShortenedId;
import dev.cmkconsole.procedure.disable.DisableProcedure;
import dev.cmkconsole.procedure.oldkey.OldKeyProcedure;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.retire.RetirePlanner;
import dev.cmkconsole.procedure.switching.SwitchPlanner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The journal's record of a project's keys. Only requests that were sent count, whether or not their outcome is known.
 */
final class KeyHistory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACCESS_KEY = Pattern.compile("\\bA[KS]IA[A-Z0-9\\u2026]{4,124}\\b");
    private static final Pattern HANDLED = Pattern.compile("(.*)/(A[KS]IA[A-Z0-9\\u2026]{4,124})", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:key/[0-9a-z-]+");
    /** Procedures whose requests are about a key that the project gives up, and name it as their object. */
    private static final Set<String> NAMING_KEYS = Set.of(OldKeyProcedure.TYPE.id(), DisableProcedure.TYPE.id());

    private static final Set<Outcome> NOT_TAKEN = Set.of(Outcome.NOT_DONE, Outcome.REFUSED);
    private static final Set<Outcome> TOOK = Set.of(Outcome.DONE, Outcome.DONE_UNANSWERED);

    private final Gathered<Told> told;

    KeyHistory(Journal journal) {
        this.told = new Gathered<>(journal, Told::new, Told::see);
    }

    /** A key as it was sent to Atlas, and the Region by its Atlas name. */
    record Sent(String key, String region) {}

    /**
     * The journal's record of an access key.
     *
     * @param id the access key that a switch to a role replaced, with its middle left out in journals of earlier versions
     * @param switched when the switch was observed to be complete
     */
    record Retired(Optional<String> id, Optional<Instant> switched) {
        Optional<String> wholeId() {
            return id.filter(written -> new ShortenedId(written).whole());
        }
    }

    /**
     * The recorded actions on one access key: its user, and since when it is inactive if this program deactivated it.
     */
    record Handled(Optional<String> userName, Optional<Instant> deactivated) {}

    /** One entry about an access key, whose target is {@code USER/ACCESS KEY}. */
    private record Handling(String userName, ShortenedId accessKey, Optional<StepId> step, boolean took, Instant at) {
        static Optional<Handling> of(JournalEntry entry) {
            var draft = entry.what();
            return draft.target()
                    .map(HANDLED::matcher)
                    .filter(Matcher::matches)
                    .map(m -> new Handling(
                            m.group(1),
                            new ShortenedId(m.group(2)),
                            draft.step().map(StepId::of),
                            tookEffect(draft),
                            entry.at()));
        }

        /** Whether the access key was turned on or off. */
        boolean turned() {
            return took && (deactivated() || step.equals(Optional.of(RetirePlanner.REACTIVATE)));
        }

        boolean deactivated() {
            return step.equals(Optional.of(RetirePlanner.DEACTIVATE));
        }
    }

    /** What entries tell about all projects. */
    private static final class Told {
        private final Map<String, OfProject> projects = new HashMap<>();
        private final List<Handling> handlings = new ArrayList<>();

        void see(JournalEntry entry) {
            projects.computeIfAbsent(entry.what().projectId(), _ -> new OfProject())
                    .see(entry);
            Handling.of(entry).ifPresent(handlings::add);
        }
    }

    /** What entries tell about one project's keys. */
    private static final class OfProject {
        private final Set<Sent> keys = new LinkedHashSet<>();
        private final Map<String, Instant> taken = new HashMap<>();
        private @Nullable String replaced;
        private @Nullable Instant switched;

        void see(JournalEntry entry) {
            var draft = entry.what();
            var attempt = draft.runId() + " " + draft.step().orElse("");
            draft.recordedRequest()
                    .filter(r -> r.operation() == RecordedOperation.UPDATE_ENCRYPTION)
                    .ifPresent(request -> {
                        var sent = request.body().flatMap(KeyHistory::sent);
                        sent.ifPresent(keys::add);
                        if (sent.isPresent() || !request.hasWholeBody()) {
                            taken.put(attempt, entry.at());
                        }
                    });
            if (NAMING_KEYS.contains(draft.procedure())) {
                draft.target()
                        .map(KEY::matcher)
                        .filter(Matcher::find)
                        .ifPresent(m -> keys.add(new Sent(m.group(), "")));
            }
            if (draft.outcome().filter(NOT_TAKEN::contains).isPresent()) {
                taken.remove(attempt);
            }
            if (draft.step().equals(Optional.of(SwitchPlanner.SWITCH.value()))) {
                draft.target().map(ACCESS_KEY::matcher).filter(Matcher::find).ifPresent(m -> replaced = m.group());
                switched = tookEffect(draft) ? entry.at() : switched;
            }
        }
    }

    private static boolean tookEffect(JournalDraft draft) {
        return draft.outcome().filter(TOOK::contains).isPresent();
    }

    private <T> T ask(String projectId, Function<OfProject, T> question) {
        return told.ask(all -> question.apply(all.projects.getOrDefault(projectId, new OfProject())));
    }

    /** Keys that were sent to Atlas for the project or given up in it, each once, oldest first. */
    List<Sent> keys(String projectId) {
        return ask(projectId, t -> List.copyOf(t.keys));
    }

    /** When a key was last sent to Atlas for the project and Atlas took it, or may have. */
    Optional<Instant> lastSent(String projectId) {
        return ask(projectId, t -> t.taken.values().stream().max(Comparator.naturalOrder()));
    }

    Retired retired(String projectId) {
        return ask(projectId, t -> new Retired(Optional.ofNullable(t.replaced), Optional.ofNullable(t.switched)));
    }

    /** Covers all projects, because an access key belongs to an account. */
    Handled handled(String accessKeyId) {
        return told.ask(all -> {
            var about = all.handlings.stream()
                    .filter(h -> h.accessKey().standsFor(accessKeyId))
                    .toList();
            var user = about.stream().map(Handling::userName).reduce((_, later) -> later);
            var last = about.stream().filter(Handling::turned).reduce((_, later) -> later);
            return new Handled(user, last.filter(Handling::deactivated).map(Handling::at));
        });
    }

    /** A line from another program, or one with redacted text, names no key. */
    private static Optional<Sent> sent(String body) {
        try {
            JsonNode aws = JSON.readTree(body).path("awsKms");
            String key = aws.path("customerMasterKeyID").asText("");
            return key.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Sent(key, aws.path("region").asText("")));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
