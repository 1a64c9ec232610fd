/**
 * What the procedures share that can create the key for a project: the choice of the key, the steps that create it, and
 * the keys that nothing uses afterwards.
 */
@NullMarked
package dev.cmkconsole.procedure.newkey;

import org.jspecify.annotations.NullMarked;
