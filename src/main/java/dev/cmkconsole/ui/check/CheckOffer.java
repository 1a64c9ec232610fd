package dev.cmkconsole.ui.check;

import dev.cmkconsole.model.aws.AwsRequest;
import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.ui.plan.DiffLine;
import java.util.List;

/** One remedy: a sentence with one thing to press or to copy. */
public sealed interface CheckOffer {

    String advice();

    /**
     * A document to write in AWS.
     *
     * @param document the new document, exactly as it will be written
     * @param check the check that proposes it
     * @param diff the change in a normalized layout, so that only real differences are marked
     */
    record Change(
            String advice, CheckId check, AwsRequest request, List<DiffLine> diff, String document, String command)
            implements CheckOffer {
        public Change {
            diff = List.copyOf(diff);
        }
    }

    /** A change of a key's state. */
    record KeyStateChange(String advice, String verb, CheckId check, AwsRequest request, String command)
            implements CheckOffer {}

    /** Restores the document that was changed here before, or deletes what was created here. */
    record Undo(String advice, String verb, CheckId check) implements CheckOffer {}

    /** A document to copy. */
    record Document(String advice, String label, String document) implements CheckOffer {}

    /** An AWS CLI command, ready to run. */
    record Command(String advice, String command) implements CheckOffer {}

    /** A link to another place in this program. */
    record GoTo(String advice, String verb, Destination to) implements CheckOffer {}

    /** A text with the finding, for a person who can act outside this program. */
    record Send(String advice, String text) implements CheckOffer {}

    /**
     * The target of a button. KEY leads to the most urgent answer about the key, OTHER to the fields for a role and a
     * key.
     */
    enum Destination {
        ENABLE,
        SWITCH,
        CLUSTERS,
        PRIVATE_NETWORK,
        ALERTS,
        SETTINGS,
        KEY,
        OTHER,
        AGAIN
    }
}
