/**
 * Changes to policies that somebody else owns: adds one statement or one external id, or removes one resource. It
 * splices and cuts the text, checks every result, and writes nothing to AWS. Checks and planners call it.
 */
@NullMarked
package dev.cmkconsole.policy.edit;

import org.jspecify.annotations.NullMarked;
