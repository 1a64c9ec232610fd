/**
 * The list of procedures: for each its description, its command-line options and the tab that offers it. Nothing is
 * built or started here. The rooms below read the list; it knows only {@code app.options} of them.
 */
package dev.cmkconsole.app;
