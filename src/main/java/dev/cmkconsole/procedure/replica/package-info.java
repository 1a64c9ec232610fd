/** Steps about the replicas of a multi-Region key that several procedures share. */
@NullMarked
package dev.cmkconsole.procedure.replica;

import org.jspecify.annotations.NullMarked;
