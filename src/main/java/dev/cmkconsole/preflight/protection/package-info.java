/** Whether a key is protected: who may end it or change its policy, and the policy that leaves this to named principals. */
@NullMarked
package dev.cmkconsole.preflight.protection;

import org.jspecify.annotations.NullMarked;
