/**
 * Checks of the caller: who it is, and whether it may make the changes that other checks propose. Only {@link
 * dev.cmkconsole.preflight.Preflight} creates them.
 */
@NullMarked
package dev.cmkconsole.preflight.check.operator;

import org.jspecify.annotations.NullMarked;
