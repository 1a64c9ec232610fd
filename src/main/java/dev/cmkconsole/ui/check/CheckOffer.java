package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.ui.plan.DiffLine;
import java.util.List;

/** One answer to "what do I do now?": a sentence with one thing to press or to copy. */
public sealed interface CheckOffer {

    String advice();

    /**
     * A document to be written in AWS.
     *
     * @param document the new document, exactly as it is to be written
     * @param check whose proposal it is
     * @param diff the change for reading: laid out evenly, so that only what changes is marked
     */
    record Change(
            String advice, CheckId check, AwsRequest request, List<DiffLine> diff, String document, String command)
            implements CheckOffer {
        public Change {
            diff = List.copyOf(diff);
        }
    }

    /** A key's state to be changed. */
    record KeyStateChange(String advice, String verb, CheckId check, AwsRequest request, String command)
            implements CheckOffer {}

    /** The document that was changed here a moment ago, as it was before. */
    record Undo(String advice, CheckId check) implements CheckOffer {}

    /** A document to copy. */
    record Document(String advice, String label, String document) implements CheckOffer {}

    /** A command for the AWS CLI, to be run as it stands. */
    record Command(String advice, String command) implements CheckOffer {}

    /** A way to somewhere in this program. */
    record GoTo(String advice, String verb, Destination to) implements CheckOffer {}

    /** Only a person elsewhere can do it: the finding as a text to send. */
    record Send(String advice, String text) implements CheckOffer {}

    /** Where a button leads: KEY to the most urgent answer about the key, OTHER to the fields for a role and a key. */
    enum Destination {
        ENABLE,
        SWITCH,
        CLUSTERS,
        SETTINGS,
        KEY,
        OTHER,
        AGAIN
    }
}
