package dev.cmkconsole.procedure;

import dev.cmkconsole.model.AtlasRequest;
import dev.cmkconsole.model.Observed;
import dev.cmkconsole.model.ProjectSnapshot;
import dev.cmkconsole.model.Reversibility;
import dev.cmkconsole.model.RotationReminder;
import dev.cmkconsole.model.Text;
import java.util.Optional;
import java.util.Set;

/** Atlas' reminder to change the key, set to fit how the key is rotated. */
final class ReminderSteps {
    static final StepId REMINDER = StepId.of("set-reminder");

    private ReminderSteps() {}

    static Step set(ProjectSnapshot now, ReminderWish wish, Set<StepId> accepted) {
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
