/**
 * The break-glass drill: disables the key of a test project, measures until Atlas cannot use it, enables it again, and
 * measures until Atlas can.
 */
@NullMarked
package dev.cmkconsole.procedure.drill;

import org.jspecify.annotations.NullMarked;
