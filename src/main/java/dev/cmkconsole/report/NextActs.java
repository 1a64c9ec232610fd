package dev.cmkconsole.report;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.record.FollowUp;
import dev.cmkconsole.model.record.JournalDraft.Outcome;
import dev.cmkconsole.model.record.ProcedureFollowUps;
import dev.cmkconsole.model.record.ProjectFacts;
import dev.cmkconsole.model.record.RunFacts;
import dev.cmkconsole.report.RunReport.Course;
import dev.cmkconsole.report.RunReport.Ending;
import dev.cmkconsole.report.RunReport.NextAct;
import dev.cmkconsole.report.RunReport.ProjectChange;
import dev.cmkconsole.report.RunReport.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do after a run: first what it left open, then what follows its procedure, then what the project lacks. */
final class NextActs {
    private static final String CHECK = "check";
    private static final String CLUSTERS = "clusters";
    private static final String SWITCH = "switch";
    private static final String OLD_KEYS = "old-keys";

    private final ProcedureFollowUps procedure;
    private final Course course;
    private final ProjectChange change;
    private final List<Request> requests;
    private final List<NextAct> acts = new ArrayList<>();

    NextActs(ProcedureFollowUps procedure, Course course, ProjectChange change, List<Request> requests) {
        this.procedure = procedure;
        this.course = course;
        this.change = change;
        this.requests = requests;
    }

    List<NextAct> all() {
        if (course.ending() == Ending.UNDER_WAY) {
            add("wait", Text.of("report.next.underWay"), Optional.empty());
            return List.copyOf(acts);
        }
        procedure.followUps().forEach(this::notUndone);
        requests.stream()
                .filter(r -> r.outcome().filter(o -> o != Outcome.UNKNOWN).isEmpty())
                .forEach(r -> add(
                        "find-out",
                        Text.of("report.next.findOut", r.stepAttempt().title()),
                        Optional.empty()));
        leftOpen();
        if (course.ending() == Ending.DONE) {
            ofProcedure();
        }
        course.end()
                .flatMap(RunFacts.End::leftOver)
                .orElse(List.of())
                .forEach(words -> add("left-over", Text.of("report.next.leftOver", words), Optional.of(OLD_KEYS)));
        change.after().ifPresent(this::ofProject);
        if (acts.isEmpty()) {
            add("nothing", Text.of("report.next.nothing"), Optional.empty());
        }
        return List.copyOf(acts);
    }

    private void leftOpen() {
        String at = course.end().flatMap(RunFacts.End::at).orElse("");
        switch (course.ending()) {
            case NO_END -> add("run-again", Text.of("report.next.noEnd"), Optional.empty());
            case STOPPED -> add("run-again", Text.of("report.next.stopped"), Optional.empty());
            case NEEDS_HANDS -> add("act-by-hand", Text.of("report.next.hands", at), Optional.empty());
            case NEEDS_DECISION -> add("decide", Text.of("report.next.decide", at), Optional.of(CHECK));
            case PARTLY, BLOCKED, FAILED, UNKNOWN -> failed();
            case DONE, UNDER_WAY -> {}
        }
    }

    private void failed() {
        var advice = course.end().stream()
                .flatMap(
                        e -> Stream.concat(e.told().stream(), e.lanes().stream().map(RunFacts.Lane::told)))
                .map(t -> t.next().strip())
                .filter(t -> !t.isEmpty())
                .distinct()
                .toList();
        advice.forEach(words -> add(
                "mend",
                Text.of("report.next.mend", words),
                course.ending() == Ending.BLOCKED ? Optional.of(CHECK) : Optional.empty()));
        if (advice.isEmpty()) {
            add("run-again", Text.of("report.next.failed"), Optional.empty());
        }
    }

    private void ofProcedure() {
        procedure.followUps().forEach(this::follow);
        var old = change.before()
                .flatMap(ProjectFacts::key)
                .filter(key -> change.after()
                        .flatMap(ProjectFacts::key)
                        .filter(now -> !now.equals(key))
                        .isPresent());
        old.ifPresent(key -> add("keep-old-key", Text.of("report.next.keepOldKey", key), Optional.of(OLD_KEYS)));
    }

    private void follow(FollowUp followUp) {
        var place = Optional.of(followUp.place());
        switch (followUp.trigger()) {
            case FollowUp.Trigger.StepDone(var step) -> {
                if (requests.stream().anyMatch(r -> r.step().equals(step) && done(r))) {
                    add(followUp.code(), Text.of(followUp.text()), place);
                }
            }
            case FollowUp.Trigger.StepNotUndone _ -> {}
            case FollowUp.Trigger.CredentialsReplaced() -> {
                if (change.before().filter(ProjectFacts::onCredentials).isPresent()
                        && change.after().filter(ProjectFacts::onCredentials).isEmpty()) {
                    var accessKey =
                            change.before().flatMap(ProjectFacts::accessKey).orElse("?");
                    add(followUp.code(), Text.of(followUp.text(), accessKey), place);
                }
            }
        }
    }

    /** A run that ended says in its own end what it left. */
    private void notUndone(FollowUp followUp) {
        boolean said = course.end().flatMap(RunFacts.End::leftOver).isPresent();
        if (!said
                && followUp.trigger() instanceof FollowUp.Trigger.StepNotUndone(var step, var undoing)
                && requests.stream().anyMatch(r -> r.step().equals(step) && perhapsDone(r))
                && requests.stream().noneMatch(r -> r.step().equals(undoing) && done(r))) {
            add(followUp.code(), Text.of(followUp.text()), Optional.of(followUp.place()));
        }
    }

    private static boolean perhapsDone(Request request) {
        return request.outcome()
                .filter(o -> o == Outcome.REFUSED || o == Outcome.NOT_DONE)
                .isEmpty();
    }

    private static boolean done(Request request) {
        return request.outcome()
                .filter(o -> o == Outcome.DONE || o == Outcome.DONE_UNANSWERED)
                .isPresent();
    }

    private void ofProject(ProjectFacts now) {
        if (now.posture().filter(p -> p == Posture.KEY_INVALID).isPresent()) {
            add("repair", Text.of("report.next.repair"), Optional.of(CHECK));
        }
        if (now.posture().filter(p -> p == Posture.KEY_IN_DOUBT).isPresent()) {
            add("doubt", Text.of("report.next.doubt"), Optional.of(CHECK));
        }
        if (now.posture()
                .filter(p -> p == Posture.ON_CREDENTIALS && !procedure.ends().contains(p))
                .isPresent()) {
            add("switch", Text.of("report.next.switch"), Optional.of(SWITCH));
        }
        if (now.posture().filter(p -> p == Posture.ROLE_BASED).isPresent() && now.open() > 0) {
            add(
                    "encrypt-clusters",
                    Text.of("report.next.clusters", now.encrypted(), now.eligible()),
                    Optional.of(CLUSTERS));
        }
    }

    private void add(String code, Text words, Optional<String> place) {
        acts.add(new NextAct(code, words, place));
    }
}
