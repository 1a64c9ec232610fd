/**
 * The answer of a check: its verdict, its reasons and the ways to correct it. It knows neither facts nor evaluations.
 * Checks create answers; services, screens and the command line read them.
 */
@NullMarked
package dev.cmkconsole.preflight.verdict;

import org.jspecify.annotations.NullMarked;
