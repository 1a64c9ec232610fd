/**
 * The evaluations behind the checks: whether Atlas may assume the role, and whether the role may use the key. They
 * ask {@code policy} and read only facts. Only checks call them.
 */
@NullMarked
package dev.cmkconsole.preflight.gate;

import org.jspecify.annotations.NullMarked;
