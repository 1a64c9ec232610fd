package dev.cmkconsole.model.outcome;
/**
 * UNDO: one act reverses it. COMPENSATE: another procedure makes up for its effect. NEVER: nothing reverses it.
 * NOTHING: it changes nothing.
 */
public enum Reversibility {
    NOTHING,
    UNDO,
    COMPENSATE,
    NEVER
}
