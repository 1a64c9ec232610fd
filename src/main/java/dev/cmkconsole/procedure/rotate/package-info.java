/**
 * The two procedures that give a role-based project another key: a new key, or a replica in another region. Rotation of the
 * material of the same key is procedure.awsrotation. The window and the command line build the choices and run the
 * planners.
 */
@NullMarked
package dev.cmkconsole.procedure.rotate;

import org.jspecify.annotations.NullMarked;
