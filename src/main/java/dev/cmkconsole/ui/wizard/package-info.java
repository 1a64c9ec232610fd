/** The generic wizard: pages, their order, the footer, and the list of steps. The caller defines the questions. */
package dev.cmkconsole.ui.wizard;
