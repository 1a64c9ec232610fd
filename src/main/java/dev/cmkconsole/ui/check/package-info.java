/**
 * The tab that shows whether Atlas can use the key: answers as they arrive, what each means, and the change that helps. The
 * checks themselves live in {@code preflight}. The switch shows the same list on a page of its own.
 */
package dev.cmkconsole.ui.check;
