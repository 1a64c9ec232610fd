/** Reads what was tried with a project's keys: restore proofs and break-glass drills, and what they left in Atlas. */
@NullMarked
package dev.cmkconsole.service.proof;

import org.jspecify.annotations.NullMarked;
