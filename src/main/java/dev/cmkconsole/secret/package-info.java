/**
 * Values that cannot print themselves, and the search for secrets in texts that are about to be written. It stores
 * nothing and can reach nothing that writes. Adapters, the wiring and the window use it.
 */
@NullMarked
package dev.cmkconsole.secret;

import org.jspecify.annotations.NullMarked;
