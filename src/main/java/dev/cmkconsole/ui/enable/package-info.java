/**
 * The tab that enables customer-managed keys: the order of the pages, and the result. Role, key, review and run come from
 * {@code ui.access}. Only the list of procedures calls it.
 */
package dev.cmkconsole.ui.enable;
