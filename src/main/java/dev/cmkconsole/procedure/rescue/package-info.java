/**
 * The procedure for a project whose key or role does not work. It ranks what the checks found, offers the one repair of
 * the first cause, and waits until Atlas uses the key again.
 */
@NullMarked
package dev.cmkconsole.procedure.rescue;

import org.jspecify.annotations.NullMarked;
