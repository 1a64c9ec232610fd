package dev.cmkconsole.model.atlas;

import dev.cmkconsole.model.outcome.InputException;
import java.util.regex.Pattern;

/**
 * A replica set of three nodes.
 *
 * @param region Atlas' spelling, such as US_EAST_1
 * @param instanceSize M10 or larger
 */
public record NewCluster(String name, String cloud, String region, String instanceSize, boolean backup) {
    /**
     * M10 and R40 and larger, with any suffix that newer sizes have. The shared sizes M0, M2 and M5 have one digit.
     */
    private static final Pattern SIZE = Pattern.compile("[MR][1-9]\\d{1,2}(_[A-Z0-9]+)*");

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,63}");

    /** @throws InputException when Atlas would take the text for no cluster's name */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InputException(name.isBlank() ? "input.cluster.empty" : "input.cluster.malformed", name);
        }
        return name;
    }

    public NewCluster {
        checkName(name);
        if (!SIZE.matcher(instanceSize).matches()) {
            throw new InputException("input.cluster.size", instanceSize);
        }
    }
}
