/**
 * Turns command-line options into the choices of each procedure. These classes ask the service only to complete the
 * choices. Running a procedure and printing its result belong to {@code app.command}.
 */
package dev.cmkconsole.app.options;
