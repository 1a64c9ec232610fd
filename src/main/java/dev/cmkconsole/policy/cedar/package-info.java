/** Policies of an Atlas organization in the Cedar language, as far as it decides whether a change is forbidden. */
@NullMarked
package dev.cmkconsole.policy.cedar;

import org.jspecify.annotations.NullMarked;
