package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.Posture;
import dev.cmkconsole.model.atlas.alert.AlertConfiguration;
import dev.cmkconsole.model.atlas.alert.AlertStanding;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.model.snapshot.ReadScope;
import dev.cmkconsole.procedure.access.AccessSteps;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.ProcedureType;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Plans the alerts about a project's own key: one step for each alert, and one for each open alert to acknowledge. */
public final class AlertsPlanner implements Planner<AlertsChoices> {
    static final StepId RIGHTS = StepId.of("check-alert-rights");
    static final StepId ALERTS = StepId.of("check-alerts");

    @Override
    public ProcedureType<?> procedure() {
        return AlertsProcedure.TYPE;
    }

    @Override
    public ReadScope readScope(AlertsChoices choices) {
        return ReadScope.CONFIGURED.with(ReadScope.More.ALERTS);
    }

    @Override
    public Plan plan(ProjectSnapshot now, AlertsChoices want) {
        var changes = new ArrayList<Step>();
        if (want.configure()) {
            selected(now, want)
                    .forEach(standing -> changes.addAll(steps(now.project().id(), standing, want)));
        }
        want.acknowledge().stream()
                .flatMap(one -> one.each(now.alerts().value().orElse(List.of())))
                .forEach(one -> changes.add(new AcknowledgeStep(now, one).step()));
        boolean unread = want.configure() && now.setup().alerts().value().isEmpty();
        boolean over = !unread && changes.stream().allMatch(s -> s.status().done());
        var steps = new ArrayList<Step>();
        steps.add(configuration(now));
        if (want.configure()) {
            steps.add(known(now));
        }
        if (!over) {
            steps.add(rights(now, want));
        }
        steps.addAll(changes);
        return new Plan(AlertsProcedure.TYPE, now.project(), now.at(), steps);
    }

    /** Atlas sends every configuration of an alert, so a number of days is true only when all of them have it. */
    private static List<Step> steps(String projectId, AlertStanding standing, AlertsChoices want) {
        var first = Stream.of(new ConfigurationStep(projectId, standing, want).step());
        var twins = standing.alert().hasDays() && want.reminder().isPresent()
                ? standing.twins().stream().map(c -> new ConfigurationStep(projectId, c, want).step())
                : Stream.<Step>empty();
        return Stream.concat(first, twins).toList();
    }

    /** What was chosen; else every alert, but the one about rotation where it is off because KMS rotates by itself. */
    private static List<AlertStanding> selected(ProjectSnapshot now, AlertsChoices want) {
        return now.setup().alerts().value().stream()
                .flatMap(all -> standings(now, all).stream())
                .filter(s -> want.alerts().isEmpty()
                        ? s.word() != AlertStanding.Word.LEFT_OFF
                                || want.reminder().isPresent()
                        : want.alerts().contains(s.alert()))
                .toList();
    }

    /** The four alerts of a project, as just read. */
    public static List<AlertStanding> standings(ProjectSnapshot now, List<AlertConfiguration> all) {
        return AlertStanding.of(all, rotatesByItself(now));
    }

    private static boolean rotatesByItself(ProjectSnapshot now) {
        return now.aws()
                .key()
                .value()
                .filter(key -> now.encryption()
                        .value()
                        .filter(e -> e.awsKms().usesKey(key.arn()))
                        .isPresent())
                .flatMap(key -> key.rotation())
                .filter(r -> r.automatic())
                .isPresent();
    }

    private static Step configuration(ProjectSnapshot now) {
        Status status = now.posture()
                .map(AlertsPlanner::status)
                .orElseGet(() -> new Status.Blocked(Text.of("plan.unreadable.encryption")));
        return Step.check(AccessSteps.CONFIGURATION)
                .words("alerts.check")
                .status(status)
                .build();
    }

    private static Status status(Posture posture) {
        return switch (posture) {
            case ROLE_BASED, ON_CREDENTIALS, KEY_IN_DOUBT, KEY_INVALID -> Status.DONE;
            case NOT_SET_UP, OTHER_PROVIDER -> new Status.Blocked(Text.of("alerts.check.notSetUp"));
        };
    }

    private static Step known(ProjectSnapshot now) {
        return Step.check(ALERTS)
                .words("alerts.known")
                .status(now.setup()
                        .alerts()
                        .<Status>fold(_ -> Status.DONE, code -> new Status.Blocked(Text.of("alerts.unread", code))))
                .build();
    }

    /** A role that is enough, Project Alerts Manager, cannot be read with every credential. */
    private static Step rights(ProjectSnapshot now, AlertsChoices want) {
        Status status = now.projectOwner()
                .fold(
                        owner -> owner ? Status.DONE : want.unlessAccepted(RIGHTS, Text.of("alerts.rights.other")),
                        code -> want.unlessAccepted(RIGHTS, Text.of("alerts.rights.unread", code)));
        return Step.check(RIGHTS).words("alerts.rights").status(status).build();
    }
}
