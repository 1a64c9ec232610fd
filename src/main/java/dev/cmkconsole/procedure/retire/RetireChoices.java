package dev.cmkconsole.procedure.retire;

import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to do with the access key that a project used before its role.
 *
 * @param userName the IAM user of the access key, when AWS does not tell
 * @param switched when the project switched to its role, when the history does not tell
 * @param soak how long the access key must have been inactive before it is deleted
 * @param accepted steps without an answer that the user accepted
 */
public record RetireChoices(
        String accessKeyId,
        Optional<String> userName,
        Optional<Instant> switched,
        RetireAct act,
        Duration soak,
        Set<StepId> accepted)
        implements Choices<RetireChoices> {
    public static final Duration USUAL_SOAK = Duration.ofDays(7);
    private static final Pattern ID = Pattern.compile("A[KS]IA[A-Z0-9]{12,124}");
    private static final Pattern USER = Pattern.compile("[\\w+=,.@-]{1,64}");

    public enum RetireAct {
        DEACTIVATE,
        REACTIVATE,
        DELETE
    }

    public RetireChoices {
        accessKeyId = checkId(accessKeyId);
        if (soak.isNegative()) {
            throw new InputException("input.soak", String.valueOf(soak.toDays()));
        }
        accepted = Set.copyOf(accepted);
    }

    /** @throws InputException if the text is not the id of an access key */
    public static String checkId(String text) {
        String id = text.strip();
        if (!ID.matcher(id).matches()) {
            throw new InputException("input.accessKey", id);
        }
        return id;
    }

    /** @throws InputException if the text cannot be the name of an IAM user */
    public static String checkUser(String text) {
        String name = text.strip();
        if (!USER.matcher(name).matches()) {
            throw new InputException("input.userName", name);
        }
        return name;
    }

    public static RetireChoices of(String accessKeyId, RetireAct act) {
        return new RetireChoices(accessKeyId.strip(), Optional.empty(), Optional.empty(), act, USUAL_SOAK, Set.of());
    }

    public RetireChoices withUser(String name) {
        return new RetireChoices(accessKeyId, Optional.of(name), switched, act, soak, accepted);
    }

    @Override
    public RetireChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }

    @Override
    public RetireChoices withAccepted(Set<StepId> steps) {
        return new RetireChoices(accessKeyId, userName, switched, act, soak, steps);
    }
}
