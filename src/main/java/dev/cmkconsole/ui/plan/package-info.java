/**
 * A plan and its run on the screen: steps in every form, progress, decisions during the run, and the report. Every tab
 * with a procedure calls this package; it knows none of them.
 */
package dev.cmkconsole.ui.plan;
