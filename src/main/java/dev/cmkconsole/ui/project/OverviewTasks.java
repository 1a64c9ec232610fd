package dev.cmkconsole.ui.project;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.preflight.organization.ProjectPolicies;
import dev.cmkconsole.procedure.plan.NextStep;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.text.Messages;
import dev.cmkconsole.ui.nav.Place;
import dev.cmkconsole.ui.view.Badge;
import dev.cmkconsole.ui.view.Tone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What needs doing besides the first thing, the most urgent first. The key's alerts, the latest check and the
 * procedures judge; this class puts them in order.
 */
final class OverviewTasks {
    private final Messages messages;
    private final Collection<ProcedureType<?>> procedures;

    /**
     * @param verb text of the button
     * @param tab id of the tab or section where it is done
     */
    record Task(Badge badge, String verb, String tab) {}

    OverviewTasks(Messages messages, Collection<ProcedureType<?>> procedures) {
        this.messages = messages;
        this.procedures = procedures;
    }

    List<Task> of(ProjectSnapshot now) {
        var tasks = new ArrayList<Task>();
        for (var finding : now.state().findings()) {
            tasks.add(check(finding, Tone.DANGER, "fth-alert-octagon", "overview.task.fails"));
        }
        var alerts = now.alerts().value().orElse(List.of());
        alerts.stream().filter(Alert::aboutKeyUse).forEach(alert -> tasks.add(alert(alert, now, Tone.DANGER)));
        for (var next : NextStep.all(now, procedures).stream().skip(1).toList()) {
            tasks.add(new Task(
                    new Badge(Tone.CAUTION, "fth-alert-triangle", messages.get("overview.advice." + next.advice())),
                    messages.get("overview.verb." + next.advice()),
                    next.tab()));
        }
        alerts.stream()
                .filter(alert -> !alert.aboutKeyUse())
                .forEach(alert -> tasks.add(alert(alert, now, Tone.CAUTION)));
        ProjectPolicies.of(now).value().orElse(List.of()).stream()
                .filter(line -> !line.broken().value().orElse(List.of()).isEmpty())
                .forEach(line -> tasks.add(new Task(
                        new Badge(Tone.CAUTION, "fth-alert-triangle", messages.say(line.said())),
                        messages.get("overview.section.open", messages.get("overview.clusters")),
                        Place.OfProject.CLUSTERS)));
        now.state().warnings().stream()
                .filter(warning -> warning != CheckId.KEY_ALERTS)
                .forEach(warning ->
                        tasks.add(check(warning, Tone.CAUTION, "fth-alert-triangle", "overview.task.warns")));
        return List.copyOf(tasks);
    }

    private Task check(CheckId check, Tone tone, String icon, String how) {
        return new Task(
                new Badge(tone, icon, messages.get(how, messages.get("check." + check + ".question"))),
                messages.get("overview.task.check"),
                Place.OfProject.CHECK);
    }

    /** An alert that somebody has acknowledged waits until then. */
    private Task alert(Alert alert, ProjectSnapshot now, Tone tone) {
        var acknowledged = alert.acknowledged(now.at());
        String open = alert.tracking() ? "overview.alert.tracking" : "overview.alert";
        String words = acknowledged
                .map(a -> messages.get(
                        "overview.alert.acknowledged", messages.say(alert.text()), messages.moment(a.until())))
                .orElseGet(() -> messages.get(open, messages.say(alert.text()), messages.moment(alert.created())));
        return new Task(
                new Badge(acknowledged.isPresent() ? Tone.NEUTRAL : tone, "fth-bell", words),
                messages.get("overview.task.alerts"),
                Place.OfProject.ALERTS);
    }
}
