package dev.cmkconsole.model.record;

import java.util.List;

/**
 * Something to do after a procedure, as the report of its run says it.
 *
 * @param code stable, for programs
 * @param text message key of the sentence
 * @param place id of the tab where it is done
 */
public record FollowUp(String code, String text, String place, Trigger trigger) {
    public static final List<FollowUp> NOTHING = List.of();

    /** What must have happened in the run. */
    public sealed interface Trigger {
        /** This step was done by a request of the run. */
        record StepDone(String step) implements Trigger {}

        /** This step was done, or may have been, and this other one that undoes it was not. */
        record StepNotUndone(String step, String undoing) implements Trigger {}

        /** The project no longer uses an IAM user's credentials. The sentence names the access key. */
        record CredentialsReplaced() implements Trigger {}
    }

    public static FollowUp afterStep(String step, String text, String place) {
        return new FollowUp("after-" + step, text, place, new Trigger.StepDone(step));
    }

    /** Wherever a run leaves a step that the same procedure undoes, however the run ended. */
    public static FollowUp whileUndone(String step, String undoing, String text, String place) {
        return new FollowUp("undo-" + step, text, place, new Trigger.StepNotUndone(step, undoing));
    }

    public static FollowUp onceCredentialsAreReplaced(String code, String text, String place) {
        return new FollowUp(code, text, place, new Trigger.CredentialsReplaced());
    }
}
