/**
 * A wizard as such: pages, their order, the footer, and the list of steps. What is asked is the caller's.
 */
package dev.cmkconsole.ui.wizard;
