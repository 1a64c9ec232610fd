package dev.cmkconsole.procedure.access;

import dev.cmkconsole.model.atlas.AtlasRequest;
import dev.cmkconsole.model.atlas.ReminderWish;
import dev.cmkconsole.model.atlas.RotationReminder;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Reversibility;
import dev.cmkconsole.model.outcome.Text;
import dev.cmkconsole.model.snapshot.ProjectSnapshot;
import dev.cmkconsole.procedure.plan.Rendering;
import dev.cmkconsole.procedure.plan.Retry;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.procedure.render.Commands;
import dev.cmkconsole.procedure.render.Terraform;
import dev.cmkconsole.procedure.request.AtlasRequests;
import java.util.Optional;
import java.util.Set;

/** Atlas' reminder to change the key, set to fit how the key is rotated. */
public final class ReminderSteps {
    static final StepId REMINDER = StepId.of("set-reminder");

    private ReminderSteps() {}

    public static Step set(ProjectSnapshot now, ReminderWish wish, Set<StepId> accepted) {
        var present = now.reminder().value().flatMap(r -> r);
        AtlasRequest request = present.map(
                        r -> AtlasRequests.changeReminder(now.project().id(), r, wish))
                .orElseGet(() -> AtlasRequests.createReminder(now.project().id(), wish));
        String words = wish.enabled() ? "reminder.set" : "reminder.off";
        var rendering = new Rendering(
                Text.of(words + ".explain", wish.days()),
                Optional.of(Commands.curl(request)),
                Optional.of(Commands.alertConfiguration(request)),
                Optional.of(Terraform.reminder(now.project().id(), wish)));
        Status status = switch (now.reminder()) {
            case Observed.Known<Optional<RotationReminder>>(var reminder, var _) ->
                Status.when(reminder.map(wish::fulfilledBy).orElse(!wish.enabled()));
            case Observed.Failed<Optional<RotationReminder>>(var problem, var _) -> doubt(accepted, problem.code());
            case Observed.NotRead<Optional<RotationReminder>> _ -> doubt(accepted, "-");
        };
        return new Step.AtlasStep(
                REMINDER,
                Text.of(words + ".title", wish.days()),
                Text.of(words + ".reason"),
                Reversibility.UNDO,
                status,
                rendering,
                now.reminder().value().isPresent() ? Optional.of(request) : Optional.empty(),
                present.map(RotationReminder::id),
                Retry.NEVER,
                "");
    }

    private static Status doubt(Set<StepId> accepted, String code) {
        return accepted.contains(REMINDER) ? Status.DONE : new Status.CannotTell(Text.of("reminder.unreadable", code));
    }
}
