/**
 * The sub-commands and how they print. A command parses its arguments, asks the service and sets the exit code.
 * Procedures come from the list in {@code app}; a command names none of them. Only the launcher calls in here.
 */
package dev.cmkconsole.app.command;
