/**
 * The effect of an act on every project that stands on the same role, key or access key, by the evaluations of the
 * checks.
 */
@NullMarked
package dev.cmkconsole.preflight.effect;

import org.jspecify.annotations.NullMarked;
