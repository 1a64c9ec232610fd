/**
 * Lists the procedures with their descriptions, command-line options and tabs. This package builds and starts nothing.
 * Of the packages below it, it knows only {@code app.options}; they read the list.
 */
package dev.cmkconsole.app;
