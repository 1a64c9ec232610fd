/**
 * Checks of the key itself, its policy, its grants and the older keys that backups need. Only {@link
 * dev.cmkconsole.preflight.Preflight} creates them.
 */
@NullMarked
package dev.cmkconsole.preflight.check.key;

import org.jspecify.annotations.NullMarked;
