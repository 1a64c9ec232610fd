/**
 * The wizard pages that enable, switch and rotate share: role, key, manual steps, review and run; and the tab that
 * leads through them. Pages of one procedure live in that procedure's package, which calls this one.
 */
package dev.cmkconsole.ui.access;
