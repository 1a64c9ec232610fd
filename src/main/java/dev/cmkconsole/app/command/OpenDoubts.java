package dev.cmkconsole.app.command;

import dev.cmkconsole.app.options.Ordered;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.Plan;
import dev.cmkconsole.procedure.plan.Planner;
import dev.cmkconsole.procedure.plan.Status;
import dev.cmkconsole.procedure.plan.Step;
import dev.cmkconsole.procedure.plan.StepId;
import dev.cmkconsole.service.EncryptionService;
import dev.cmkconsole.text.Messages;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Ties {@code --accept} and {@code --done} to the plan that the user was shown: a word without a step is a wrong usage. */
final class OpenDoubts {
    private OpenDoubts() {}

    /** @throws InputException when a word names no open doubt, or no step */
    static <C extends Choices<C>> void check(EncryptionService service, Planner<C> planner, Ordered<C> order) {
        var choices = order.choices();
        if (choices.accepted().isEmpty() && choices.doneByHand().isEmpty()) {
            return;
        }
        var shown = service.plan(planner, choices.withAccepted(Set.of()), order.projectId());
        check(shown, choices);
    }

    static void check(Plan shown, Choices<?> choices) {
        var unknown = without(choices.accepted(), shown, OpenDoubts::mayBeOpen);
        if (!unknown.isEmpty()) {
            throw new InputException(
                    shown.undecided().isEmpty() ? "input.accept.none" : "input.accept.unknown",
                    unknown,
                    words(shown.undecided().stream().map(Step::id).toList()));
        }
        var noStep = without(choices.doneByHand(), shown, _ -> true);
        if (!noStep.isEmpty()) {
            throw new InputException("input.done.unknown", noStep);
        }
    }

    /**
     * An unknown result, accepted before or not, or a check that is made later. The step of all checks is made again right before the request.
     * Where the plan has nothing left to send, an acceptance of an earlier run does no harm.
     */
    private static boolean mayBeOpen(Step step) {
        return step.status() instanceof Status.CannotTell
                || step.status().acceptedDoubt().isPresent()
                || step.id().equals(StepId.ALL_CHECKS)
                || step instanceof Step.CheckStep && step.status() instanceof Status.ToDo;
    }

    private static String without(Set<StepId> words, Plan shown, Predicate<Step> fits) {
        boolean nothingToSend = shown.openAtlasRequests() + shown.openAwsRequests() + shown.openManualSteps() == 0
                && shown.obstacle().isEmpty();
        return words(words.stream()
                .filter(word -> shown.step(word)
                        .filter(step -> nothingToSend || fits.test(step))
                        .isEmpty())
                .toList());
    }

    /** One line for each unknown result, with the name under which it is accepted. */
    static List<String> lines(Plan plan, Messages messages) {
        return plan.undecided().stream()
                .map(step -> "  " + step.id().value() + ": " + sentence(messages.say(step.title()))
                        + (step.status() instanceof Status.CannotTell(var reason) ? messages.say(reason) : ""))
                .toList();
    }

    /** Titles of checks are questions or end without a period. */
    private static String sentence(String title) {
        return title + (title.endsWith("?") || title.endsWith(".") ? " " : ". ");
    }

    static String words(Collection<StepId> ids) {
        return ids.stream().map(StepId::value).collect(Collectors.toCollection(TreeSet::new)).stream()
                .collect(Collectors.joining(","));
    }
}
