/** The formats of the answers of the commands. */
package dev.cmkconsole.app.command.format;
