/**
 * The evidence that the checks need, and what was observed of it. It judges nothing. Services collect the evidence;
 * checks and evaluations read it.
 */
@NullMarked
package dev.cmkconsole.preflight.facts;

import org.jspecify.annotations.NullMarked;
