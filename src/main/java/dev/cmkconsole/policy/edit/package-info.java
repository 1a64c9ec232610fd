/**
 * Changes to policies that belong to somebody else: one statement or one external id added, one resource taken out. It
 * cuts and splices the text, checks every result, and writes nothing itself. Checks and planners call it.
 */
@NullMarked
package dev.cmkconsole.policy.edit;

import org.jspecify.annotations.NullMarked;
