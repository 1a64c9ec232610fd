package dev.cmkconsole.procedure.alerts;

import dev.cmkconsole.model.atlas.Alert;
import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.alert.Acknowledgement;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AlertRequests;
import java.util.List;
import java.util.Optional;

/** One open alert: acknowledged until a time, or no longer acknowledged. */
final class AcknowledgeStep {
    private final ProjectSnapshot now;
    private final Acknowledge want;

    AcknowledgeStep(ProjectSnapshot now, Acknowledge want) {
        this.now = now;
        this.want = want;
    }

    private Optional<Alert> alert() {
        return now.alerts().value().orElse(List.of()).stream()
                .filter(want::names)
                .findFirst();
    }

    boolean done() {
        return alert().map(this::fulfilled).orElse(false);
    }

    private boolean fulfilled(Alert alert) {
        var present = alert.acknowledged(now.at());
        return want.until().isEmpty()
                ? present.isEmpty()
                : present.map(Acknowledgement::until).equals(want.until())
                        && (want.comment().isEmpty()
                                || present.flatMap(Acknowledgement::comment).equals(want.comment()));
    }

    Step step() {
        boolean ends = want.until().isEmpty();
        var name = alert().map(Alert::text).orElseGet(() -> Text.of("alerts.unknown", want.alert()));
        var step = Step.atlas(StepId.of(ends ? "unacknowledge" : "acknowledge", want.alert()))
                .reversibility(Reversibility.UNDO)
                .status(status());
        if (ends) {
            step.words("alerts.unacknowledge").inTitle(name);
        } else {
            step.words("alerts.acknowledge")
                    .inTitle(name, want.until().get())
                    .inExplanation(want.until().get());
        }
        alert().map(Alert::id).ifPresent(id -> step.target(id).request(request(id)));
        return step.build();
    }

    private AtlasRequest request(String alertId) {
        var project = now.project().id();
        return want.until()
                .map(until -> AlertRequests.acknowledge(project, alertId, until, want.comment()))
                .orElseGet(() -> AlertRequests.unacknowledge(project, alertId));
    }

    private Text gone() {
        return now.alerts().value().orElse(List.of()).stream()
                .flatMap(a -> a.about().stream())
                .map(about -> Text.of("alerts.gone.word", about.word()))
                .reduce((a, b) -> Text.of("recipients.and", a, b))
                .map(open -> Text.of("alerts.gone.others", want.alert(), open))
                .orElseGet(() -> Text.of("alerts.gone", want.alert()));
    }

    private Status status() {
        if (now.alerts().value().isEmpty()) {
            return new Status.Blocked(Text.of("alerts.open.unread", now.alerts().unreadCode()));
        }
        if (done()) {
            return Status.DONE;
        }
        if (alert().isEmpty()) {
            return new Status.Blocked(gone());
        }
        return want.until().filter(u -> !u.isAfter(now.at())).isPresent()
                ? new Status.Blocked(Text.of("alerts.past", want.until().get()))
                : Status.TO_DO;
    }
}
