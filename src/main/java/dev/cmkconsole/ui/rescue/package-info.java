/**
 * The page for a project whose key or role does not work: the first cause, what is dark, and the one repair. Only the
 * list of procedures calls it.
 */
package dev.cmkconsole.ui.rescue;
