/** Reads who may end a key. */
@NullMarked
package dev.cmkconsole.service.protection;

import org.jspecify.annotations.NullMarked;
