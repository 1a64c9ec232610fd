package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.Set;

/** Sets the alert with which Atlas reminds the Project Owners to rotate the key. */
public final class ReminderSteps {
    private ReminderSteps() {}

    public static Step set(ProjectSnapshot now, ReminderWish wish, Set<StepId> accepted) {
        var present = now.reminder().value().flatMap(r -> r);
        AtlasRequest request = present.map(
                        r -> AtlasRequests.changeReminder(now.project().id(), r, wish))
                .orElseGet(() -> AtlasRequests.createReminder(now.project().id(), wish));
        Status status = now.reminder()
                .fold(
                        reminder -> Status.when(reminder.map(wish::fulfilledBy).orElse(!wish.enabled())),
                        code -> unreadable(accepted, code));
        var step = Step.atlas(AccessSteps.REMINDER)
                .words(wish.enabled() ? "reminder.set" : "reminder.off")
                .inTitle(wish.days())
                .inExplanation(wish.days())
                .reversibility(Reversibility.UNDO)
                .status(status);
        if (now.reminder().value().isPresent()) {
            step.request(request);
        }
        present.map(RotationReminder::id).ifPresent(step::target);
        return step.build();
    }

    private static Status unreadable(Set<StepId> accepted, String code) {
        var doubt = Text.of("reminder.unreadable", code);
        return accepted.contains(AccessSteps.REMINDER) ? Status.accepted(doubt) : new Status.CannotTell(doubt);
    }
}
