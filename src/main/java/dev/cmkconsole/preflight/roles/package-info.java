/** What is known of the role records of a project, of the IAM roles behind them, and of trust that nobody needs any more. */
@NullMarked
package dev.cmkconsole.preflight.roles;

import org.jspecify.annotations.NullMarked;
