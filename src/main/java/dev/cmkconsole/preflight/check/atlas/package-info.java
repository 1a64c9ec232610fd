/**
 * Checks of what Atlas has: its clusters, its own use of role and key, and the access key of earlier. Only {@link
 * dev.cmkconsole.preflight.Preflight} creates them.
 */
@NullMarked
package dev.cmkconsole.preflight.check.atlas;

import org.jspecify.annotations.NullMarked;
