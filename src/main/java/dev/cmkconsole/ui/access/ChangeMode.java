package dev.cmkconsole.ui.access;

import dev.cmkconsole.procedure.access.Actor;

/**
 * The actor of an AWS change: this console, the user, or a colleague who receives a text. COLLEAGUE differs from USER
 * only in the text to copy.
 */
public enum ChangeMode {
    CONSOLE,
    USER,
    COLLEAGUE;

    public Actor actor() {
        return this == CONSOLE ? Actor.CONSOLE : Actor.USER;
    }
}
