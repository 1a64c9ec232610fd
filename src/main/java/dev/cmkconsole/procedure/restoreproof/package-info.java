/**
 * The procedure that restores the newest snapshot that needs a key to a temporary cluster, and deletes the cluster. It
 * shows that Atlas can still read with the key before somebody gives up the key or an access key.
 */
@NullMarked
package dev.cmkconsole.procedure.restoreproof;

import org.jspecify.annotations.NullMarked;
