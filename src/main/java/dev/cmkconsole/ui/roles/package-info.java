/**
 * The section Roles of the tab Access: a project's role records, what uses each, trust that is left over, and the plan
 * that deauthorizes a record. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.roles;
