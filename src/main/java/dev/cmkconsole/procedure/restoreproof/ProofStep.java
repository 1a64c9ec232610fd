package dev.cmkconsole.procedure.restoreproof;

import dev.cmkconsole.procedure.plan.StepId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The step that says whether a restore ended well. Its id names what was restored, so that the history alone tells which
 * snapshot a proof is about.
 *
 * @param key the id of the key that the snapshot names
 */
public record ProofStep(String cluster, String snapshot, String key) {
    private static final String NAME = "proof";
    private static final Pattern FORM = Pattern.compile(NAME + ":([^/]+)/([^/]+)/([^/]+)");

    StepId id() {
        return StepId.of(NAME, cluster + "/" + snapshot + "/" + key);
    }

    /** Empty for the id of another step. */
    public static Optional<ProofStep> parse(String step) {
        var m = FORM.matcher(step);
        return m.matches() ? Optional.of(new ProofStep(m.group(1), m.group(2), m.group(3))) : Optional.empty();
    }
}
