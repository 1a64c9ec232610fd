/** Reads all projects for the command that lists them. */
package dev.cmkconsole.app.command.projects;
