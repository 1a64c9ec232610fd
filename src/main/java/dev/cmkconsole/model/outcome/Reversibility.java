package dev.cmkconsole.model.outcome;
/**
 * UNDO: one act takes it back. COMPENSATE: its effect can be made good by another procedure. NEVER: it is for ever.
 * NOTHING: it changes nothing.
 */
public enum Reversibility {
    NOTHING,
    UNDO,
    COMPENSATE,
    NEVER
}
