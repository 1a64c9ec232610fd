/**
 * The procedure that makes one change in AWS: a check's proposal, or the restoration of an earlier document. The checks
 * themselves live in preflight. The window and the command line build the choices and run the planner.
 */
@NullMarked
package dev.cmkconsole.procedure.fix;

import org.jspecify.annotations.NullMarked;
