package dev.cmkconsole.procedure.requirekeys;

import dev.cmkconsole.model.outcome.InputException;
import dev.cmkconsole.policy.cedar.KeyStatement;
import dev.cmkconsole.procedure.plan.Choices;
import dev.cmkconsole.procedure.plan.StepId;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether customer keys shall be required, and where.
 *
 * @param everywhere whether in every project of the organization, or in this project alone
 * @param searchNodes whether search nodes must have the key too
 * @param name the resource policy that is created or extended
 * @param accepted steps without an answer that the user accepted
 */
public record RequireKeysChoices(boolean on, boolean everywhere, boolean searchNodes, String name, Set<StepId> accepted)
        implements Choices<RequireKeysChoices> {
    /** The name of the resource policy where the user gives none. */
    public static final String NAME = "require-customer-keys";

    private static final int LONGEST_NAME = 250;
    /** Control characters, and what turns the direction of the text around. */
    private static final Pattern HIDDEN = Pattern.compile("[\\p{Cntrl}\\u202a-\\u202e\\u2066-\\u2069]");

    public RequireKeysChoices {
        name = name.strip();
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || HIDDEN.matcher(name).find()) {
            throw new InputException("input.policyName", LONGEST_NAME);
        }
        accepted = Set.copyOf(accepted);
    }

    List<KeyStatement> statements() {
        return searchNodes ? List.of(KeyStatement.CLUSTERS, KeyStatement.SEARCH_NODES) : List.of(KeyStatement.CLUSTERS);
    }

    @Override
    public RequireKeysChoices withAccepted(Set<StepId> steps) {
        return new RequireKeysChoices(on, everywhere, searchNodes, name, steps);
    }

    @Override
    public RequireKeysChoices withDoneByHand(Set<StepId> steps) {
        return this;
    }
}
