package dev.cmkconsole.procedure.terraform;

import dev.cmkconsole.sandbox.Sandbox;
import java.util.ArrayList;
import java.util.List;

/** Holds a configuration against the provider's schema and against what is in a sandbox; for tests of other packages. */
public final class TerraformTruth implements AutoCloseable {
    private final Actual actual;

    public TerraformTruth(Sandbox sandbox) {
        this.actual = new Actual(sandbox);
    }

    /** Everything that is wrong with a text that was written before a run, after the run. */
    public List<String> faults(String text, String project) {
        var described = new Described(text, actual, project);
        var faults = new ArrayList<>(described.form());
        described.circle().ifPresent(faults::add);
        faults.addAll(StateComparison.faults(described));
        return faults;
    }

    @Override
    public void close() {
        actual.close();
    }
}
