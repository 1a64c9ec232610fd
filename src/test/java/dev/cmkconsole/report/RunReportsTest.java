package dev.cmkconsole.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cmkconsole.app.Procedures;
import dev.cmkconsole.journal.Drafts;
import dev.cmkconsole.model.atlas.EncryptionProvider;
import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Problem;
import dev.cmkconsole.model.outcome.UserMessage;
import dev.cmkconsole.model.record.EntryKind;
import dev.cmkconsole.model.record.JournalDraft;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.JournalEntry;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.model.record.RunOrigin;
import dev.cmkconsole.report.RunReport.Ending;
import dev.cmkconsole.report.RunReport.NextAct;
import dev.cmkconsole.text.Messages;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The report of entries of every version and every end, with the next action. */
class RunReportsTest {
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");
    private static final Messages WORDS = new Messages(Locale.ENGLISH, ZoneOffset.UTC);
    private static final String OLD = "arn:aws:kms:eu-west-1:111122223333:key/old";
    private static final String FRESH = "arn:aws:kms:eu-west-1:111122223333:key/new";

    private final List<JournalEntry> entries = new ArrayList<>();

    private void write(JournalDraft draft) {
        long seq = entries.size() + 1;
        entries.add(new JournalEntry(seq, NOON.plusSeconds(seq), draft, "", "hash-" + seq));
    }

    private Optional<RunReport> report(String runId) {
        return new RunReports(entries::forEach, Optional.empty(), Procedures.followUps()).of(runId);
    }

    private static ProjectFacts project(
            Posture posture, Optional<String> key, Optional<String> accessKey, boolean encrypted) {
        var cluster = new ProjectFacts.ClusterFact(
                "users", "M30", encrypted ? EncryptionProvider.AWS : EncryptionProvider.NONE, "IDLE", true);
        boolean onRole = posture == Posture.ROLE_BASED;
        return new ProjectFacts(
                NOON,
                Optional.of(posture),
                new ProjectFacts.AccessFact(
                        onRole ? Optional.of("r1") : Optional.empty(),
                        onRole ? Optional.of("arn:aws:iam::111122223333:role/a") : Optional.empty(),
                        accessKey),
                new ProjectFacts.KeyFact(
                        key, List.of(), Optional.empty(), Optional.empty(), key.map(_ -> true), Optional.empty()),
                Optional.of(List.of(cluster)),
                List.of(),
                Optional.empty());
    }

    /** The same project, seen with a clock that was eight days and one hour fast. */
    private static ProjectFacts withAFastClock(ProjectFacts p) {
        var clock = new ProjectFacts.ClockFact(Problem.Origin.ATLAS, -(8 * 24 + 1) * 3600L);
        return new ProjectFacts(
                p.at(), p.posture(), p.access(), p.encryptionKey(), p.clusters(), p.unread(), Optional.of(clock));
    }

    @Test
    void aClockThatWasWrongIsInEveryFormOfTheReport() {
        var role = project(Posture.ROLE_BASED, Optional.of("k"), Optional.empty(), true);
        assertThat(ReportFormat.TEXT.write(run("enable", role, role, "DONE", Optional.empty()), WORDS))
                .doesNotContain("clock");
        var said = "The clock of the computer was 8 d 1 h ahead of Atlas";
        write(of("enable", EntryKind.RUN_STARTED, "r2").withFacts(seen(withAFastClock(role), Optional.empty())));
        assertThat(ReportFormat.TEXT.write(report("r2").orElseThrow(), WORDS))
                .as("a run without an end")
                .contains(said);
        write(of("enable", EntryKind.RUN_ENDED, "r2").withFacts(ended(withAFastClock(role), "DONE", Optional.empty())));
        var report = report("r2").orElseThrow();
        assertThat(ReportFormat.TEXT.write(report, WORDS)).contains(said);
        assertThat(ReportFormat.HTML.write(report, WORDS)).contains(said);
        assertThat(new JsonReport(WORDS).json(report).at("/after/clock").toString())
                .isEqualTo("{\"service\":\"ATLAS\",\"aheadSeconds\":-694800}");
    }

    private static RunFacts seen(ProjectFacts project, Optional<String> continues) {
        return new RunFacts(Optional.of(project), List.of(), List.of(), Optional.empty(), continues);
    }

    private static RunFacts ended(ProjectFacts project, String kind, Optional<UserMessage> told) {
        return new RunFacts(
                Optional.of(project),
                List.of(),
                List.of(),
                Optional.of(new RunFacts.End(kind, Optional.of("Save the configuration"), told, List.of())),
                Optional.empty());
    }

    private JournalDraft of(String procedure, EntryKind kind, String runId) {
        var d = Drafts.run(kind, runId);
        var origin = new RunOrigin(runId, procedure, d.actor(), d.connection(), d.projectId(), d.projectName());
        return new JournalDraft(kind, origin, d.stepAttempt(), d.change(), d.result(), Optional.empty());
    }

    private RunReport run(
            String procedure, ProjectFacts before, ProjectFacts after, String kind, Optional<UserMessage> told) {
        write(of(procedure, EntryKind.RUN_STARTED, "r").withFacts(seen(before, Optional.empty())));
        write(of(procedure, EntryKind.RUN_ENDED, "r").withFacts(ended(after, kind, told)));
        return report("r").orElseThrow();
    }

    private static List<String> codes(RunReport report) {
        return report.next().stream().map(NextAct::code).toList();
    }

    @Test
    void aJournalWithoutFactsIsToldAsFarAsItGoes() {
        write(Drafts.run(EntryKind.RUN_STARTED, "r1"));
        write(Drafts.intent("r1", "authorize", 1));
        write(Drafts.outcome("r1", "authorize", 1));
        write(Drafts.run(EntryKind.RUN_ENDED, "r1"));
        var report = report("r1").orElseThrow();
        assertThat(report.ending()).isEqualTo(Ending.DONE);
        assertThat(report.before()).isEmpty();
        assertThat(report.requests()).singleElement().satisfies(r -> {
            assertThat(r.sent().operation()).contains("PATCH /api/atlas/v2/groups/" + Drafts.PROJECT);
            assertThat(r.sent().body()).isEmpty();
            assertThat(List.of(
                            r.entries().intent().orElseThrow(),
                            r.entries().closing().orElseThrow()))
                    .containsExactly(2L, 3L);
        });
        assertThat(ReportFormat.TEXT.write(report, WORDS))
                .contains("An earlier version of this program recorded this run", "Nothing is left to do.");
    }

    @Test
    void whatARunLeftUnusedIsInItsReportWithItsDeletion() {
        var role = project(Posture.ROLE_BASED, Optional.of("k"), Optional.empty(), true);
        write(of("rotate", EntryKind.RUN_STARTED, "r").withFacts(seen(role, Optional.empty())));
        write(of("rotate", EntryKind.RUN_ENDED, "r")
                .withFacts(new RunFacts(
                        Optional.of(role),
                        List.of(),
                        List.of(),
                        Optional.of(new RunFacts.End("DONE", Optional.empty(), Optional.empty(), List.of())
                                .leaving(List.of("A key has no alias.\naws kms disable-key --key-id x"))),
                        Optional.empty())));
        assertThat(codes(report("r").orElseThrow())).contains("left-over");
        assertThat(ReportFormat.TEXT.write(report("r").orElseThrow(), WORDS))
                .contains("A key has no alias.", "aws kms disable-key --key-id x");
    }

    @Test
    void aRunWithoutAnEndSaysWhatIsOpen() {
        write(Drafts.run(EntryKind.RUN_STARTED, "r1"));
        write(Drafts.intent("r1", "authorize", 1));
        assertThat(report("r1").orElseThrow().ending()).isEqualTo(Ending.NO_END);
        assertThat(codes(report("r1").orElseThrow())).containsExactly("find-out", "run-again");

        write(Drafts.closing(EntryKind.RECONCILED, "r1", "authorize", 1));
        var later = report("r1").orElseThrow();
        assertThat(later.requests()).singleElement().satisfies(r -> {
            assertThat(r.foundLater()).isTrue();
            assertThat(r.outcome()).contains(Outcome.DONE);
        });
        assertThat(codes(later)).containsExactly("run-again");
    }

    @Test
    void aRunThatIsNotThereHasNoReport() {
        write(Drafts.run(EntryKind.RUN_STARTED, "r1"));
        assertThat(report("r2")).isEmpty();
    }

    @Test
    void partsAreToldTogetherAndARingOfThemComesToAnEnd() {
        var before = project(Posture.NOT_SET_UP, Optional.empty(), Optional.empty(), false);
        var after = project(Posture.ROLE_BASED, Optional.of(FRESH), Optional.empty(), true);
        write(Drafts.run(EntryKind.RUN_STARTED, "a").withFacts(seen(before, Optional.of("c"))));
        write(Drafts.intent("a", "authorize", 1));
        write(Drafts.outcome("a", "authorize", 1));
        write(Drafts.run(EntryKind.RUN_STARTED, "b").withFacts(seen(after, Optional.of("a"))));
        write(Drafts.intent("b", "save", 1));
        write(Drafts.outcome("b", "save", 1));
        write(Drafts.run(EntryKind.RUN_ENDED, "b").withFacts(ended(after, "DONE", Optional.empty())));
        var whole = report("b").orElseThrow();
        assertThat(whole.course().parts()).containsExactly("a", "b");
        assertThat(whole.before()).contains(before);
        assertThat(whole.after()).contains(after);
        assertThat(whole.requests()).extracting(RunReport.Request::runId).containsExactly("a", "b");
        assertThat(report("a").orElseThrow().course().continuedBy()).contains("b");

        write(Drafts.run(EntryKind.RUN_STARTED, "c").withFacts(seen(after, Optional.of("b"))));
        assertThat(report("c").orElseThrow().course().parts())
                .as("a names c, which comes after it")
                .containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void afterASwitchTheOldAccessKeyIsToBeRetired() {
        var report = run(
                "switch",
                project(Posture.ON_CREDENTIALS, Optional.of(OLD), Optional.of("AKIA\u202690AB"), true),
                project(Posture.ROLE_BASED, Optional.of(OLD), Optional.empty(), true),
                "DONE",
                Optional.empty());
        assertThat(codes(report)).containsExactly("retire-access-key");
        assertThat(WORDS.say(report.next().getFirst().words())).contains("AKIA\u202690AB");
        assertThat(report.next().getFirst().place()).contains("old-keys");
    }

    @Test
    void afterAChangeOfKeyTheOldOneIsToBeKept() {
        var report = run(
                "rotate",
                project(Posture.ROLE_BASED, Optional.of(OLD), Optional.empty(), true),
                project(Posture.ROLE_BASED, Optional.of(FRESH), Optional.empty(), true),
                "DONE",
                Optional.empty());
        assertThat(codes(report)).containsExactly("keep-old-key");
        assertThat(WORDS.say(report.next().getFirst().words())).contains(OLD);
    }

    @Test
    void clustersThatAreNotEncryptedYetAreNext() {
        var report = run(
                "enable",
                project(Posture.NOT_SET_UP, Optional.empty(), Optional.empty(), false),
                project(Posture.ROLE_BASED, Optional.of(FRESH), Optional.empty(), false),
                "DONE",
                Optional.empty());
        assertThat(codes(report)).containsExactly("encrypt-clusters");
    }

    @Test
    void afterAFailureTheAdviceIsTheOneThatWasGiven() {
        var same = project(Posture.NOT_SET_UP, Optional.empty(), Optional.empty(), false);
        var report = run(
                "enable",
                same,
                same,
                "FAILED",
                Optional.of(
                        new UserMessage("SOME_CODE", "It was refused.", "Nothing was changed.", "Ask {the} 'owner'.")));
        assertThat(codes(report)).containsExactly("mend");
        assertThat(WORDS.say(report.next().getFirst().words())).isEqualTo("Ask {the} 'owner'.");
        assertThat(ReportFormat.TEXT.write(report, WORDS))
                .contains("It was refused. Nothing was changed. (SOME_CODE)", "Stopped at: Save the configuration");
    }

    /** Every end has texts in every format, and a next action or a statement that there is none. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNDER_WAY")
    void everyEndIsTold(Ending ending) {
        var same = project(Posture.ROLE_BASED, Optional.of(FRESH), Optional.empty(), true);
        write(of("of-a-later-version", EntryKind.RUN_STARTED, "r").withFacts(seen(same, Optional.empty())));
        if (ending != Ending.NO_END) {
            write(of("of-a-later-version", EntryKind.RUN_ENDED, "r")
                    .withFacts(ended(same, ending.name(), Optional.empty())));
        }
        var report = report("r").orElseThrow();
        assertThat(report.ending()).isEqualTo(ending);
        assertThat(report.next()).isNotEmpty();
        for (var format : ReportFormat.values()) {
            assertThat(format.write(report, WORDS))
                    .as(format.name())
                    .contains("of-a-later-version", "hash-")
                    .endsWith("\n");
        }
    }

    @Test
    void aKindOfEndFromALaterVersionCountsAsAFailure() {
        var same = project(Posture.ROLE_BASED, Optional.of(FRESH), Optional.empty(), true);
        assertThat(run("enable", same, same, "SUSPENDED", Optional.empty()).ending())
                .isEqualTo(Ending.FAILED);
    }
}
