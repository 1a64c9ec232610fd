/**
 * The tab of keys and access keys that a project no longer uses: what still needs each, and how to retire it step by
 * step. Plans come from {@code procedure.oldkey} and {@code procedure.retire}. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.oldkeys;
