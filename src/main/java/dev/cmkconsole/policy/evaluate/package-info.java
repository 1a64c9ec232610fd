/**
 * What AWS would decide: a request, the policies of every layer, and the decision with its reasons. What is not known
 * stays unknown and is never taken for allowed. Checks, planners and the sandbox ask it.
 */
@NullMarked
package dev.cmkconsole.policy.evaluate;

import org.jspecify.annotations.NullMarked;
