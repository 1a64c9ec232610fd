/** The procedure that gives up a key that a project no longer uses. The window and the command line run the planner. */
@NullMarked
package dev.cmkconsole.procedure.oldkey;

import org.jspecify.annotations.NullMarked;
