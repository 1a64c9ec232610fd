/**
 * The tab that shows whether Atlas can use the key: answers as they arrive, their meaning, and the change that helps.
 * The checks themselves live in {@code preflight}. The switch shows the same list on its own page.
 */
package dev.cmkconsole.ui.check;
