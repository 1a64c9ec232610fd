/**
 * A plan and its run on the screen: steps in every form, progress, decisions on the way, and the report of the run. Every
 * tab with a procedure calls it; it knows none of them.
 */
package dev.cmkconsole.ui.plan;
