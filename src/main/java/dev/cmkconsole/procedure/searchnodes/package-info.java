/**
 * The procedure that turns encryption of search nodes with the project's key on or off. The clusters themselves are the
 * subject of another procedure.
 */
@NullMarked
package dev.cmkconsole.procedure.searchnodes;

import org.jspecify.annotations.NullMarked;
