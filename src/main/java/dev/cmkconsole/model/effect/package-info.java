/** What an act on a role, a key or an access key takes away, and from which projects. */
@NullMarked
package dev.cmkconsole.model.effect;

import org.jspecify.annotations.NullMarked;
