package dev.cmkconsole.ui.view;
/**
 * A status as icon and word.
 *
 * @param icon Ikonli literal
 */
public record Badge(Tone tone, String icon, String word) {}
