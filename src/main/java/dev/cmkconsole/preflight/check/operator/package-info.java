/**
 * Checks of the caller: who it is, and whether it may make the changes that other checks propose. Only {@link
 * dev.cmkconsole.preflight.Preflight} creates them.
 */
package dev.cmkconsole.preflight.check.operator;
