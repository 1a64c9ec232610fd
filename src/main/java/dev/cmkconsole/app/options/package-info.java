/**
 * The choices of each procedure as command-line options. A class here turns what was typed into choices, and asks the
 * service only to complete them. How a procedure runs and how results print belongs to {@code app.command}.
 */
package dev.cmkconsole.app.options;
