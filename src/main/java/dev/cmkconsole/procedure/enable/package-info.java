/**
 * The procedure that gives a project role-based access to a KMS key: its type, choices and planner. The steps that other
 * procedures need too live in procedure.access. The window and the command line build the choices and run the planner.
 */
@NullMarked
package dev.cmkconsole.procedure.enable;

import org.jspecify.annotations.NullMarked;
