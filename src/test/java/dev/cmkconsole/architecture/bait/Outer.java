package dev.cmkconsole.architecture.bait;

import dev.cmkconsole.architecture.bait.inner.Inner;

/** Bait: a parent and a child that depend on each other. */
public final class Outer {
    public Inner inner() {
        return new Inner();
    }
}
