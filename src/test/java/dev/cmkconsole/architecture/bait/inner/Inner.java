package dev.cmkconsole.architecture.bait.inner;

import dev.cmkconsole.architecture.bait.Outer;

/** Bait: the child that its parent depends on. */
public final class Inner {
    public Outer outer() {
        return new Outer();
    }
}
