/**
 * The procedure that switches a project from an IAM user's credentials to a role: its type, choices and planner. Retiring
 * the old access key is procedure.retire. The window and the command line build the choices and run the planner.
 */
@NullMarked
package dev.cmkconsole.procedure.switching;

import org.jspecify.annotations.NullMarked;
