package dev.cmkconsole.app.options;

import dev.cmkconsole.model.outcome.CheckId;
import dev.cmkconsole.preflight.verdict.CheckResult;
import java.util.List;

/** The fix of a check is not one request: the command line prints what to do. */
public final class FixByHand extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CheckResult result;
    private final String projectId;
    private final transient List<CheckId> first;

    /** @param first other failing checks whose change this program makes; this one may only follow from them */
    FixByHand(CheckResult result, String projectId, List<CheckId> first) {
        super(result.id().toString());
        this.result = result;
        this.projectId = projectId;
        this.first = List.copyOf(first);
    }

    public String projectId() {
        return projectId;
    }

    public List<CheckId> first() {
        return first;
    }

    public CheckResult result() {
        return result;
    }
}
