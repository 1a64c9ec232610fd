/** Tells whether recorded requests about alerts took effect. Only the reconciliation of {@code procedure.run} asks. */
@NullMarked
package dev.cmkconsole.procedure.run.alert;

import org.jspecify.annotations.NullMarked;
