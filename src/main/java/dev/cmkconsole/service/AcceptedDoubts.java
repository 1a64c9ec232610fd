package dev.cmkconsole.service;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.aws.RoleArn;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.EarlierAcceptance;
import dev.cmkconsole.model.outcome.ServiceException;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.port.Journal;
import dev.cmkconsole.model.port.Phrasebook;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.preflight.PreflightReport;
import dev.cmkconsole.preflight.verdict.CheckResult;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's record of doubts that nobody can answer by reading and that somebody accepted. Each is asked once for a
 * project, role and key. It is asked again once its result or its reason is another.
 */
final class AcceptedDoubts {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedDoubts.class);
    private static final Set<CheckId> ASKED_ONCE = Set.of(CheckId.HIDDEN_POLICIES, CheckId.SERVICE_CONTROL_POLICIES);
    private static final Set<String> IDS =
            ASKED_ONCE.stream().map(CheckId::toString).collect(Collectors.toUnmodifiableSet());

    private final Journal journal;
    private final Phrasebook phrasebook;
    private final Map<Doubt, Decision> decisions = new HashMap<>();
    private long place;

    private record Doubt(String projectId, RunFacts.About about, String check) {}

    /** @param reason what was unknown, in the words that the user read */
    private record Decision(String reason, EarlierAcceptance acceptance) {}

    AcceptedDoubts(Journal journal, Phrasebook phrasebook) {
        this.journal = journal;
        this.phrasebook = phrasebook;
    }

    /** The same report with the doubts that were accepted before. */
    PreflightReport into(PreflightReport report) {
        return report.withAccepted(among(report));
    }

    Map<CheckId, EarlierAcceptance> among(PreflightReport report) {
        var found = new EnumMap<CheckId, EarlierAcceptance>(CheckId.class);
        report.with(CheckOutcome.CANNOT_TELL).stream()
                .filter(r -> ASKED_ONCE.contains(r.id()))
                .forEach(r -> decision(report, r).ifPresent(d -> found.put(r.id(), d.acceptance())));
        return found;
    }

    private Optional<Decision> decision(PreflightReport report, CheckResult result) {
        return report.role()
                .flatMap(role -> report.key().map(key -> about(role, key)))
                .flatMap(about ->
                        last(new Doubt(report.projectId(), about, result.id().toString())))
                .filter(d -> d.reason().equals(said(result.verdict().reason())));
    }

    private static RunFacts.About about(RoleArn role, KeyArn key) {
        return new RunFacts.About(role.toString(), key.toString());
    }

    private String said(Text reason) {
        return phrasebook.say(reason);
    }

    /** Reads only what the journal has got since the last time. Where it cannot be read, everything is asked. */
    private synchronized Optional<Decision> last(Doubt doubt) {
        try {
            journal.forEachFrom(place, placed -> {
                see(placed.entry());
                place = placed.next();
                return true;
            });
        } catch (UncheckedIOException | ServiceException e) {
            LOG.warn("earlier acceptances are not known: {}", e.getMessage());
            return Optional.empty();
        }
        return Optional.ofNullable(decisions.get(doubt));
    }

    private void see(JournalEntry entry) {
        var facts = entry.what().facts();
        facts.flatMap(RunFacts::about)
                .ifPresent(about -> facts.get().checks().stream()
                        .filter(check -> IDS.contains(check.id()))
                        .forEach(
                                check -> decide(entry, new Doubt(entry.what().projectId(), about, check.id()), check)));
    }

    /** A later run that went on by the same acceptance does not make it newer. */
    private void decide(JournalEntry entry, Doubt doubt, RunFacts.CheckFact check) {
        var known = Optional.ofNullable(decisions.get(doubt));
        if (check.verdict() != CheckOutcome.CANNOT_TELL) {
            decisions.remove(doubt);
        } else if (check.accepted()
                && known.filter(d -> d.reason().equals(check.reason())).isEmpty()) {
            decisions.put(
                    doubt,
                    new Decision(
                            check.reason(),
                            new EarlierAcceptance(entry.at(), entry.what().actor())));
        }
    }
}
