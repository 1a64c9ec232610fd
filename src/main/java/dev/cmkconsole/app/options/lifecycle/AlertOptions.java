package dev.cmkconsole.app.options.lifecycle;

import dev.cmkconsole.app.options.AcceptOption;
import dev.cmkconsole.app.options.OrderOptions;
import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.app.options.ProjectOption;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.alerts.Acknowledge;
import dev.cmkconsole.procedure.alerts.AlertsChoices;
import dev.cmkconsole.service.EncryptionService;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns command-line options into the choices about alerts. Without any, what the project lacks is turned on. */
public final class AlertOptions implements OrderOptions<AlertsChoices> {
    @Mixin
    private ProjectOption project = new ProjectOption();

    @Option(
            names = "--on",
            paramLabel = "ALERT",
            split = ",",
            description = "Alerts to turn on or change: rotation, key-invalid, configuration, network"
                    + " (default: all that the project should have).")
    private List<String> on = List.of();

    @Option(
            names = "--days",
            paramLabel = "DAYS",
            description = "Days without a key change after which the rotation alert is sent.")
    private Integer days;

    @Option(
            names = "--tell",
            paramLabel = "RECIPIENT",
            description = "A recipient to add: email:ADDRESS, role:GROUP_OWNER, org-role:ORG_OWNER, user:NAME, team:ID,"
                    + " webhook, or by an integration of the project: webhook:ID, slack:CHANNEL@ID, pagerduty:ID,"
                    + " opsgenie:ID, victorops:ID, datadog:ID, teams:ID. Can be repeated.")
    private List<String> tell = List.of();

    @Option(
            names = "--acknowledge",
            paramLabel = "ALERT",
            split = ",",
            description = "Open alerts to acknowledge, by ID or by the words of --on; needs --until.")
    private List<String> acknowledge = List.of();

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "Acknowledge until then, such as 2027-01-31 or 2027-01-31T12:00:00Z.")
    private String until;

    @Option(names = "--comment", paramLabel = "TEXT", description = "A comment for others, with --acknowledge.")
    private String comment;

    @Option(
            names = "--unacknowledge",
            paramLabel = "ALERT",
            split = ",",
            description = "Open alerts whose acknowledgement ends, by ID or by the words of --on.")
    private List<String> unacknowledge = List.of();

    @Mixin
    private AcceptOption accepted = new AcceptOption();

    @Override
    public Ordered<AlertsChoices> order(EncryptionService service) {
        String id = project.id();
        var alerts = alerts();
        var recipients = tell.stream().map(Recipient::parse).toList();
        var wishes = acknowledgements(service, id);
        boolean configure = !on.isEmpty() || days != null || !tell.isEmpty() || wishes.isEmpty();
        var choices = new AlertsChoices(configure, alerts, Optional.empty(), recipients, wishes, accepted.steps());
        return new Ordered<>(days == null ? choices : choices.after(days), id);
    }

    private Set<KeyAlert> alerts() {
        var chosen = EnumSet.noneOf(KeyAlert.class);
        for (var word : on) {
            chosen.add(KeyAlert.ofWord(word.strip()).orElseThrow(() -> new InputException("input.alert.word", word)));
        }
        return chosen;
    }

    private List<Acknowledge> acknowledgements(EncryptionService service, String id) {
        if (acknowledge.isEmpty() != (until == null)) {
            throw new InputException("input.alert.both");
        }
        if (acknowledge.isEmpty() && comment != null) {
            throw new InputException("input.alert.commentAlone");
        }
        var wishes = new ArrayList<Acknowledge>();
        if (until != null) {
            var moment = Optional.of(Acknowledge.moment(until, service.serviceTime(id)));
            acknowledge.forEach(alert -> wishes.add(new Acknowledge(alert, moment, Optional.ofNullable(comment))));
        }
        unacknowledge.forEach(alert -> wishes.add(Acknowledge.ending(alert)));
        return wishes;
    }
}
