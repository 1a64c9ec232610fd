/**
 * The list of all projects: read a few at a time, filtered, each with its posture and what to do next.
 */
package dev.cmkconsole.ui.projects;
