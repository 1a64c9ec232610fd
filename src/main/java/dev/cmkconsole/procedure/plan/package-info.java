/**
 * Plans and what they consist of: planner, choices, steps and their builder, status and retry. No procedure lives here,
 * and nothing here sends a request. Every procedure, the run, the window and the command line use these types.
 */
@NullMarked
package dev.cmkconsole.procedure.plan;

import org.jspecify.annotations.NullMarked;
