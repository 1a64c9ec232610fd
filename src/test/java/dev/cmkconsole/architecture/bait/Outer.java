package dev.cmkconsole.architecture.bait;

import dev.cmkconsole.architecture.bait.inner.Inner;

/** Bait: a parent that needs its child, which needs it. */
public final class Outer {
    public Inner inner() {
        return new Inner();
    }
}
