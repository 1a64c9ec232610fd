/**
 * Carries out the plan of any procedure: the run loop, the record of a run in the journal, and the reconciliation of
 * requests whose outcome an earlier run could not write. Planners, and whatever differs between procedures, live
 * elsewhere. {@code Runner} is the one way to change Atlas or AWS; only {@code service} starts it, while screens and
 * commands listen to its events.
 */
@NullMarked
package dev.cmkconsole.procedure.run;

import org.jspecify.annotations.NullMarked;
