/** The statements that leave the end of a key to named principals, and the evaluation of who may end it. */
@NullMarked
package dev.cmkconsole.policy.guard;

import org.jspecify.annotations.NullMarked;
