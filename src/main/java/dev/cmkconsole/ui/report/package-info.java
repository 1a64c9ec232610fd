/** The report of one run on the screen, to read, copy and save. {@code report} decides its content. */
package dev.cmkconsole.ui.report;
