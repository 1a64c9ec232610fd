package dev.cmkconsole.app.options;

import dev.cmkconsole.preflight.verdict.CheckResult;

/** The fix of a check is not one request: the command line prints what to do. */
public final class FixByHand extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient CheckResult result;

    FixByHand(CheckResult result) {
        super(result.id().toString());
        this.result = result;
    }

    public CheckResult result() {
        return result;
    }
}
