/** The recorded past, as the screens ask for it. */
@NullMarked
package dev.cmkconsole.service.history;

import org.jspecify.annotations.NullMarked;
