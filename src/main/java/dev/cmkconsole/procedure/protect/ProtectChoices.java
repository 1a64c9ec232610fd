package dev.cmkconsole.procedure.protect;

import dev.cmkconsole.model.aws.KeyArn;
import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may still end a key.
 *
 * @param allowed ARNs of IAM roles, or of IAM users
 * @param key the key to protect; empty for the project's own
 * @param handOn whether the same is to be handed on as a service control policy
 * @param accepted steps without an answer that the user accepted
 * @param doneByHand steps that the user has completed
 */
public record ProtectChoices(
        List<String> allowed, Optional<KeyArn> key, boolean handOn, Set<StepId> accepted, Set<StepId> doneByHand)
        implements Choices<ProtectChoices> {
    private static final Pattern PRINCIPAL =
            Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:(role|user)/(?:[\\u0021-\\u007e]+/)?[\\w+=,.@-]{1,64}");

    public ProtectChoices {
        allowed = allowed.stream()
                .map(ProtectChoices::checked)
                .distinct()
                .sorted()
                .toList();
        accepted = Set.copyOf(accepted);
        doneByHand = Set.copyOf(doneByHand);
    }

    /** @throws InputException for anything but the ARN of a role or user, patterns included */
    private static String checked(String text) {
        String arn = text.strip();
        if (!PRINCIPAL.matcher(arn).matches() || arn.contains("*") || arn.contains("?")) {
            throw new InputException("input.protect.principal", arn);
        }
        return arn;
    }

    @Override
    public ProtectChoices withAccepted(Set<StepId> steps) {
        return new ProtectChoices(allowed, key, handOn, steps, doneByHand);
    }

    @Override
    public ProtectChoices withDoneByHand(Set<StepId> steps) {
        return new ProtectChoices(allowed, key, handOn, accepted, steps);
    }
}
