package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.atlas.alert.KeyAlert;
import dev.cmkconsole.model.atlas.alert.Recipient;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AlertRequests;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sets the alert with which Atlas reminds the Project Owners to rotate the key. */
public final class ReminderSteps {
    private ReminderSteps() {}

    public static Step set(ProjectSnapshot now, ReminderWish wish, Set<StepId> accepted) {
        var project = now.project().id();
        var present = now.reminder().value().flatMap(r -> r);
        AtlasRequest request = present.map(r -> change(project, r, wish))
                .orElseGet(() -> AlertRequests.create(
                        project,
                        KeyAlert.NEEDS_ROTATION,
                        wish.enabled(),
                        Optional.of(wish.days()),
                        List.of(Recipient.OWNERS)));
        Status status = now.reminder()
                .fold(
                        reminder -> reminder.map(r -> status(r, wish)).orElseGet(() -> Status.when(!wish.enabled())),
                        code -> unreadable(accepted, code));
        var step = Step.atlas(AccessSteps.REMINDER)
                .words(wish.enabled() ? "reminder.set" : "reminder.off")
                .inTitle(wish.days())
                .inExplanation(wish.days())
                .reversibility(Reversibility.UNDO)
                .status(status);
        if (now.reminder().value().isPresent() && !(status instanceof Status.Blocked)) {
            step.request(request);
        }
        present.map(RotationReminder::id).ifPresent(step::target);
        return step.build();
    }

    /** Where only the switch differs, only the switch is sent. */
    private static AtlasRequest change(String project, RotationReminder present, ReminderWish wish) {
        return switches(present, wish)
                ? AlertRequests.toggle(project, present.id(), wish.enabled())
                : AlertRequests.change(
                        project, present.id(), present.document(), true, Optional.of(wish.days()), List.of());
    }

    private static boolean switches(RotationReminder present, ReminderWish wish) {
        return !wish.enabled() || !present.enabled() && present.days() == wish.days();
    }

    private static Status status(RotationReminder present, ReminderWish wish) {
        if (wish.fulfilledBy(present)) {
            return Status.DONE;
        }
        return present.withheld().isEmpty() || switches(present, wish)
                ? Status.TO_DO
                : new Status.Blocked(Text.of("alerts.secret", String.join(", ", present.withheld())));
    }

    private static Status unreadable(Set<StepId> accepted, String code) {
        var doubt = Text.of("reminder.unreadable", code);
        return accepted.contains(AccessSteps.REMINDER) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }
}
