/**
 * What the journal remembers of a run: entries, requests, results, and the facts that the run saw. How entries are
 * written to disk lives in {@code journal}, and who may write them is decided in {@code procedure.run}. Every package
 * may read these types.
 */
@NullMarked
package dev.cmkconsole.model.record;

import org.jspecify.annotations.NullMarked;
