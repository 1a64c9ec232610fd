package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** Holds a configuration against the provider's schema and against what is in a sandbox; for tests of other packages. */
public final class TerraformTruth {
    private TerraformTruth() {}

    /** Everything that is wrong with a text that was written before a run, after the run. */
    public static List<String> faults(String text, Sandbox sandbox, String project) {
        try (var actual = new Actual(sandbox)) {
            var described = new Described(text, actual, project);
            var faults = new ArrayList<>(described.form());
            described.circle().ifPresent(faults::add);
            faults.addAll(StateComparison.faults(described));
            return faults;
        }
    }
}
