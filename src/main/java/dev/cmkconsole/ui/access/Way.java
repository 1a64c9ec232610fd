package dev.cmkconsole.ui.access;

import dev.cmkconsole.procedure.access.Actor;

/**
 * The three ways offered wherever something is to be done in AWS. COLLEAGUE differs from USER only in what is
 * offered to copy.
 */
public enum Way {
    CONSOLE,
    USER,
    COLLEAGUE;

    public Actor actor() {
        return this == CONSOLE ? Actor.CONSOLE : Actor.USER;
    }
}
