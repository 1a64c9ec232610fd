package dev.cmkconsole.preflight.organization;

import dev.cmkconsole.model.atlas.setup.OrganizationPolicy;
import dev.cmkconsole.model.outcome.CheckOutcome;
import dev.cmkconsole.model.outcome.Observed;
import dev.cmkconsole.model.outcome.Text;
import java.util.List;

/**
 * One resource policy of the organization, as it concerns a project.
 *
 * @param broken what of the project does not comply with it, as Atlas itself says
 */
public record PolicyLine(OrganizationPolicy policy, Meaning meaning, Observed<List<String>> broken) {

    /** What a policy says of the project. */
    public enum Meaning {
        /** Every cluster needs a customer key. */
        CLUSTERS,
        /** Search nodes need a customer key. */
        SEARCH_NODES,
        BOTH,
        /** It forbids changes of clusters or search nodes whatever their key is. */
        FORBIDS,
        /** It limits other properties of clusters or search nodes. */
        OTHER,
        /** It is about other projects or other things. */
        SILENT,
        /** It is about keys, and in words that cannot be evaluated here. */
        UNKNOWN
    }

    /** What it requires, in one sentence with its name. */
    public Text requires() {
        return Text.of("organization.policy." + meaning, policy.name());
    }

    /** Whether the project complies. */
    public Text standing() {
        return broken.fold(
                some -> some.isEmpty()
                        ? Text.of("organization.complies")
                        : Text.of("organization.broken", String.join(", ", some)),
                code -> Text.of("organization.compliance.unread", code));
    }

    /** Both. */
    public Text said() {
        return Text.of("organization.policy.said", requires(), standing());
    }

    CheckOutcome outcome() {
        return broken.fold(
                some -> {
                    if (!some.isEmpty()) {
                        return CheckOutcome.WARN;
                    }
                    return meaning == Meaning.UNKNOWN ? CheckOutcome.CANNOT_TELL : CheckOutcome.PASS;
                },
                _ -> CheckOutcome.CANNOT_TELL);
    }
}
