/**
 * The tab about the alerts on a project's own key: what is configured, who is told, what is open, and the way to the
 * plan. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.alerts;
