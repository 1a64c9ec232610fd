package dev.cmkconsole.ui.access;

import dev.cmkconsole.procedure.access.Actor;

/**
 * Who makes a change in AWS: this program, the user, or a colleague who gets a text. COLLEAGUE differs from USER only
 * in what there is to copy.
 */
public enum ChangeMode {
    CONSOLE,
    USER,
    COLLEAGUE;

    public Actor actor() {
        return this == CONSOLE ? Actor.CONSOLE : Actor.USER;
    }
}
