/**
 * Checks of the IAM role: that it exists, whom it trusts, and what its policies and the organization's allow. Only
 * {@link dev.cmkconsole.preflight.Preflight} creates them.
 */
@NullMarked
package dev.cmkconsole.preflight.check.role;

import org.jspecify.annotations.NullMarked;
