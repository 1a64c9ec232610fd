/**
 * The tab that moves a project from an access key to a role: preparation, checks, the confirmation, and the proof. Role
 * and access pages come from {@code ui.access}. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.switching;
