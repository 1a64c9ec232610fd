/**
 * Predicts AWS' decision for a request from the policies of every layer, with the reasons. An unknown fact stays
 * unknown and never counts as allowed. Checks, planners and the sandbox call it.
 */
@NullMarked
package dev.cmkconsole.policy.evaluate;

import org.jspecify.annotations.NullMarked;
