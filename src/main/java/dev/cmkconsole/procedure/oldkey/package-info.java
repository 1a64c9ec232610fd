/**
 * The procedure that gives up a key that a project no longer uses, and the verdict on whether something still needs the
 * key. Reading the evidence is the service's task. The window and the command line run the planner and show the verdict.
 */
@NullMarked
package dev.cmkconsole.procedure.oldkey;

import org.jspecify.annotations.NullMarked;
