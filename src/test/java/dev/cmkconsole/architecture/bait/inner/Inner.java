package dev.cmkconsole.architecture.bait.inner;

import dev.cmkconsole.architecture.bait.Outer;

/** Bait: the child of a parent that needs it. */
public final class Inner {
    public Outer outer() {
        return new Outer();
    }
}
