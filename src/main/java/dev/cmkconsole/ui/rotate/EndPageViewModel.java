package dev.cmkconsole.ui.rotate;

import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.ui.access.AccessFlow;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.plan.RunViewModel;
import dev.cmkconsole.ui.plan.SavedReport;
import dev.cmkconsole.ui.view.Fact;
import dev.cmkconsole.ui.view.KeyWords;
import dev.cmkconsole.ui.wizard.QuestionPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Shows the result: the facts as read back, the follow-up for the replaced key, and when the next rotation is due. */
public final class EndPageViewModel extends QuestionPage {
    private final AccessFlow<?> flow;
    private final Goal goal;
    private final ProjectSnapshot before;
    private final ObservableList<Fact> facts = FXCollections.observableArrayList();
    private RunViewModel run;

    /**
     * @param before the project when the wizard began
     */
    EndPageViewModel(AccessFlow<?> flow, Goal goal, ProjectSnapshot before) {
        super(
                "end",
                flow.messages().get("rotating.end.name"),
                flow.messages()
                        .get("rotating.end.heading." + goal, flow.project().name()),
                new Footer(
                        flow.messages().get(anotherKey(goal) ? "rotating.end.oldKeys" : "rotating.end.next"),
                        false,
                        false,
                        flow.messages().get("wizard.close"),
                        ""));
        this.flow = flow;
        this.goal = goal;
        this.before = before;
    }

    void show(RunViewModel ended) {
        run = ended;
        facts.setAll(facts(ended.result().now()));
    }

    private List<Fact> facts(ProjectSnapshot now) {
        var messages = flow.messages();
        var list = new ArrayList<>(new PresentKeyFacts(messages)
                .of(now.reminder().readAt().isPresent() ? now : now.withReminder(before.reminder())));
        PresentKeyFacts.kms(now)
                .ifPresent(_ -> list.add(Fact.plain(messages.get("fact.valid"), KeyWords.line(now, messages))));
        if (anotherKey(goal)) {
            now.reminder()
                    .value()
                    .flatMap(r -> r)
                    .or(() -> before.reminder().value().flatMap(r -> r))
                    .filter(RotationReminder::enabled)
                    .ifPresent(r -> list.add(Fact.plain(
                            messages.get("rotating.end.reminds"),
                            messages.day(now.at().plus(Duration.ofDays(r.days()))))));
        }
        gone().ifPresent(id -> list.add(Fact.identifier(messages.get("rotating.end.old"), id)));
        var waiting = now.clusters().value().orElse(List.of()).stream()
                .filter(c -> c.encrypted() && c.paused())
                .map(c -> c.name())
                .toList();
        if (gone().isPresent() && !waiting.isEmpty()) {
            list.add(Fact.plain(messages.get("rotating.end.paused"), String.join(", ", waiting)));
        }
        return list;
    }

    /** Returns whether the goal replaced the key, so that the old one needs follow-up. */
    private static boolean anotherKey(Goal goal) {
        return goal == Goal.NEW_KEY || goal == Goal.OTHER_KEY;
    }

    private Optional<String> gone() {
        return goal == Goal.MATERIAL
                ? Optional.empty()
                : PresentKeyFacts.kms(before)
                        .flatMap(kms -> PresentKeyFacts.arn(before)
                                .map(Object::toString)
                                .or(kms::customerMasterKeyId));
    }

    /** Explains what to know about the replaced key, or about the key that stays. */
    public String about() {
        return flow.messages().get("rotating.end.about." + goal);
    }

    /** Opens the old keys, or the overview with the project's current state. */
    @Override
    public void leave(Departure departure) {
        departure.stay();
        flow.frame()
                .navigator()
                .showProject(
                        flow.project().id(), anotherKey(goal) ? Place.OfProject.OLD_KEYS : Place.OfProject.OVERVIEW);
    }

    public String report() {
        return run.report();
    }

    public void showReport() {
        run.showReport();
    }

    public void saveReport() {
        new SavedReport(flow.frame()).save(run);
    }

    public ObservableList<Fact> facts() {
        return facts;
    }
}
