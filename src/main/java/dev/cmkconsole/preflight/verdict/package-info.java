/**
 * The answer of a check: its verdict, its reasons and the ways to correct it. It knows neither facts nor evaluations.
 * Checks create answers; services, screens and the command line read them.
 */
package dev.cmkconsole.preflight.verdict;
