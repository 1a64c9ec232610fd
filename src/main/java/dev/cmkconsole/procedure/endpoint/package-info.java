/** Steps about private endpoints to KMS that several procedures share. */
@NullMarked
package dev.cmkconsole.procedure.endpoint;

import org.jspecify.annotations.NullMarked;
