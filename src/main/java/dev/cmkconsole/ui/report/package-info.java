/**
 * The report of one run on the screen, to be read, copied and saved. What it says is decided in {@code report}.
 */
package dev.cmkconsole.ui.report;
