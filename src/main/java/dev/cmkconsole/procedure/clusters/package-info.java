/**
 * The procedure that turns encryption with the project's key on or off for clusters, or creates an encrypted cluster. The
 * project's key itself is the subject of other procedures. The window and the command line build the choices and run the
 * planner.
 */
@NullMarked
package dev.cmkconsole.procedure.clusters;

import org.jspecify.annotations.NullMarked;
