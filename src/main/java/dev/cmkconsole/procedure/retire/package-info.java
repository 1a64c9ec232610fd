/**
 * The procedure that deactivates and deletes the access key that a project used before its role. Reading the facts about
 * that access key is the service's task. The window and the command line build the choices and run the planner.
 */
@NullMarked
package dev.cmkconsole.procedure.retire;

import org.jspecify.annotations.NullMarked;
