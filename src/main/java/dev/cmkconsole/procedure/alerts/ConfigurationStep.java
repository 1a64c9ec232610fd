package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AlertRequests;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One alert as it shall be: on, with its number of days, and telling whoever shall be told. */
final class ConfigurationStep {
    /** Atlas' own number. */
    private static final int USUAL_DAYS = 90;
    /** The contract's limit of {@code notifications}. */
    private static final int MOST_RECIPIENTS = 25;

    private final String projectId;
    private final AlertStanding standing;
    private final Optional<Integer> days;
    private final List<Recipient> added;
    private final boolean twin;

    ConfigurationStep(String projectId, AlertStanding standing, AlertsChoices want) {
        this.projectId = projectId;
        this.standing = standing;
        this.days = days(want);
        this.added = added(want);
        this.twin = false;
    }

    /** Another configuration of the same alert. It gets the same days, and keeps whom it notifies. */
    ConfigurationStep(String projectId, AlertConfiguration twin, AlertsChoices want) {
        this.projectId = projectId;
        this.standing = new AlertStanding(twin.alert(), AlertStanding.Word.ON, Optional.of(twin), List.of());
        this.days = days(want);
        this.added = List.of();
        this.twin = true;
    }

    private Optional<Integer> days(AlertsChoices want) {
        return want.reminder()
                .filter(_ -> standing.alert().hasDays())
                .map(ReminderWish::days)
                .filter(d ->
                        !standing.changeable().flatMap(AlertConfiguration::days).equals(Optional.of(d)));
    }

    /** A new alert notifies the Project Owners too, as those that Atlas creates; so does one that would notify no one. */
    private List<Recipient> added(AlertsChoices want) {
        var present = standing.changeable().map(AlertConfiguration::recipients).orElse(List.of());
        var told = Stream.concat(present.stream(), standing.twins().stream().flatMap(c -> c.recipients().stream()))
                .toList();
        var missing = want.tell().stream()
                .distinct()
                .filter(r -> told.stream().noneMatch(p -> p.tells(r)))
                .toList();
        boolean reachesNobody = missing.isEmpty() && present.stream().allMatch(Recipient::silent);
        return standing.changeable().isEmpty() || reachesNobody
                ? Stream.concat(Stream.of(Recipient.OWNERS), missing.stream())
                        .distinct()
                        .toList()
                : missing;
    }

    private StepId id() {
        return standing.changeable()
                .filter(_ -> twin)
                .map(c -> StepId.of("alert", standing.alert().word() + ":" + c.id()))
                .orElseGet(() -> StepId.of("alert", standing.alert().word()));
    }

    Step step() {
        String words = words();
        var alert = standing.alert();
        var step = Step.atlas(id())
                .title(title(words))
                .reason(Text.of("keyAlert." + alert + ".reason"))
                .explanation(explanation(words))
                .reversibility(Reversibility.UNDO)
                .status(status());
        request().ifPresent(step::request);
        if (words.equals("turnOn")) {
            step.before(AlertRequests.enabled(false));
        } else if (words.equals("change")) {
            standing.changeable().ifPresent(c -> step.before(AlertRequests.replaced(c.document())));
        }
        standing.changeable().map(AlertConfiguration::id).ifPresent(step::target);
        return step.build();
    }

    /** The list of steps says what changes, not only that something does. */
    private Text title(String words) {
        var name = standing.alert().title();
        if (words.equals("create")) {
            return Text.of("alerts.create.title", name, together(added.stream()));
        }
        if (!words.equals("change")) {
            return Text.of("alerts." + words + ".title", name);
        }
        var verb = Text.of(verb());
        if (added.isEmpty()) {
            return Text.of("alerts.change.days", verb, name, days.orElse(USUAL_DAYS));
        }
        return days.map(d -> Text.of("alerts.change.both", verb, name, together(added.stream()), d))
                .orElseGet(() -> Text.of("alerts.change.tell", verb, name, together(added.stream())));
    }

    private String verb() {
        if (twin) {
            return "alerts.verb.changeAnother";
        }
        return standing.changeable().filter(AlertConfiguration::enabled).isPresent()
                ? "alerts.verb.change"
                : "alerts.verb.turnOn";
    }

    private String words() {
        if (standing.changeable().isEmpty()) {
            return "create";
        }
        if (done()) {
            return "kept";
        }
        return onlySwitch() ? "turnOn" : "change";
    }

    private boolean done() {
        return standing.word() == AlertStanding.Word.ON && days.isEmpty() && added.isEmpty();
    }

    private boolean onlySwitch() {
        return standing.changeable().filter(c -> !c.enabled()).isPresent() && days.isEmpty() && added.isEmpty();
    }

    private Optional<AtlasRequest> request() {
        if (standing.changeable().isEmpty()) {
            return Optional.of(AlertRequests.create(projectId, standing.alert(), threshold(), added));
        }
        var present = standing.changeable().get();
        if (onlySwitch()) {
            return Optional.of(AlertRequests.toggle(projectId, present.id(), true));
        }
        // The document is without the secret, and sending it would lose the recipient; so it is not even shown.
        return present.withheld().isEmpty()
                ? Optional.of(AlertRequests.change(projectId, present.id(), present.document(), true, days, added))
                : Optional.empty();
    }

    private Optional<Integer> threshold() {
        return standing.alert().hasDays()
                ? days.or(() -> standing.changeable().flatMap(AlertConfiguration::days))
                        .or(() -> Optional.of(USUAL_DAYS))
                : Optional.empty();
    }

    private Status status() {
        if (done()) {
            return Status.DONE;
        }
        var present = standing.changeable();
        var withheld = present.map(AlertConfiguration::withheld).orElse(List.of());
        if (!withheld.isEmpty() && !onlySwitch()) {
            return new Status.Blocked(Text.of("alerts.secret", String.join(", ", withheld)));
        }
        int recipients = present.map(c -> c.recipients().size()).orElse(0) + added.size();
        return recipients > MOST_RECIPIENTS
                ? new Status.Blocked(Text.of("alerts.tooMany", recipients, MOST_RECIPIENTS))
                : Status.TO_DO;
    }

    private Text explanation(String words) {
        var told = new ArrayList<Recipient>(
                standing.changeable().map(AlertConfiguration::recipients).orElse(List.of()));
        told.addAll(added);
        var list = together(told.stream());
        var key = words.equals("create") && standing.configuration().isPresent() ? "beside" : words;
        var shown = words.equals("create")
                ? threshold()
                : days.or(() -> standing.changeable().flatMap(AlertConfiguration::days));
        return shown.map(d -> Text.of("alerts." + key + ".explain.days", list, d))
                .orElseGet(() -> Text.of("alerts." + key + ".explain", list));
    }

    private static Text together(Stream<Recipient> some) {
        return some.map(Recipient::text)
                .reduce((a, b) -> Text.of("recipients.and", a, b))
                .orElseGet(() -> Text.of("recipients.none"));
    }
}
