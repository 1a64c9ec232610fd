/**
 * The tab of a project's clusters: which use the key, which are eligible, and a new cluster that uses it from the
 * start. Plans come from {@code procedure.clusters}. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.clusters;
