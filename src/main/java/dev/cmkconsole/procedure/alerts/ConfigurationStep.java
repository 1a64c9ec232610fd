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

    ConfigurationStep(String projectId, AlertStanding standing, AlertsChoices want) {
        this.projectId = projectId;
        this.standing = standing;
        this.days = want.reminder()
                .filter(_ -> standing.alert().hasDays())
                .map(ReminderWish::days)
                .filter(d -> !standing.configuration()
                        .flatMap(AlertConfiguration::days)
                        .equals(Optional.of(d)));
        this.added = added(want);
    }

    /** A new alert notifies the Project Owners too, as those that Atlas creates; so does one that would notify no one. */
    private List<Recipient> added(AlertsChoices want) {
        var present =
                standing.configuration().map(AlertConfiguration::recipients).orElse(List.of());
        var missing = want.tell().stream()
                .distinct()
                .filter(r -> present.stream().noneMatch(p -> p.tells(r)))
                .toList();
        boolean reachesNobody = missing.isEmpty() && present.stream().allMatch(Recipient::silent);
        return standing.configuration().isEmpty() || reachesNobody
                ? Stream.concat(Stream.of(Recipient.OWNERS), missing.stream())
                        .distinct()
                        .toList()
                : missing;
    }

    static StepId id(AlertStanding standing) {
        return StepId.of("alert", standing.alert().word());
    }

    Step step() {
        String words = words();
        var alert = standing.alert();
        var step = Step.atlas(id(standing))
                .title(title(words))
                .reason(Text.of("keyAlert." + alert + ".reason"))
                .explanation(explanation(words))
                .reversibility(Reversibility.UNDO)
                .status(status());
        request().ifPresent(step::request);
        if (words.equals("turnOn")) {
            step.before(AlertRequests.enabled(false));
        } else if (words.equals("change")) {
            standing.configuration().ifPresent(c -> step.before(AlertRequests.replaced(c.document())));
        }
        standing.configuration().map(AlertConfiguration::id).ifPresent(step::target);
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
        var verb = Text.of(
                standing.configuration().filter(AlertConfiguration::enabled).isPresent()
                        ? "alerts.verb.change"
                        : "alerts.verb.turnOn");
        if (added.isEmpty()) {
            return Text.of("alerts.change.days", verb, name, days.orElse(USUAL_DAYS));
        }
        return days.map(d -> Text.of("alerts.change.both", verb, name, together(added.stream()), d))
                .orElseGet(() -> Text.of("alerts.change.tell", verb, name, together(added.stream())));
    }

    private String words() {
        if (standing.configuration().isEmpty()) {
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
        return standing.configuration().filter(c -> !c.enabled()).isPresent() && days.isEmpty() && added.isEmpty();
    }

    private Optional<AtlasRequest> request() {
        if (standing.configuration().isEmpty()) {
            return Optional.of(AlertRequests.create(projectId, standing.alert(), threshold(), added));
        }
        var present = standing.configuration().get();
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
                ? days.or(() -> standing.configuration().flatMap(AlertConfiguration::days))
                        .or(() -> Optional.of(USUAL_DAYS))
                : Optional.empty();
    }

    private Status status() {
        if (done()) {
            return Status.DONE;
        }
        var present = standing.configuration();
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
                standing.configuration().map(AlertConfiguration::recipients).orElse(List.of()));
        told.addAll(added);
        var list = together(told.stream());
        return threshold()
                .map(d -> Text.of("alerts." + words + ".explain.days", list, d))
                .orElseGet(() -> Text.of("alerts." + words + ".explain", list));
    }

    private static Text together(Stream<Recipient> some) {
        return some.map(Recipient::text)
                .reduce((a, b) -> Text.of("recipients.and", a, b))
                .orElseGet(() -> Text.of("recipients.none"));
    }
}
