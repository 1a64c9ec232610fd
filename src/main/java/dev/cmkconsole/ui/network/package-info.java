/**
 * The screen for private networking: the regions of a project with their clusters, keys and endpoints, and the plan that
 * changes them. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.network;
