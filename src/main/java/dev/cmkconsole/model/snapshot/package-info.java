/**
 * Everything that was observed about one project at one time, and the requests for such an observation. What was not
 * read is never a value. Services fill snapshots; planners and screens read them.
 */
@NullMarked
package dev.cmkconsole.model.snapshot;

import org.jspecify.annotations.NullMarked;
