/**
 * What the window asks of the wiring: a connection to make, the one that stands, and the one made last. It holds no
 * implementation; {@code app.wiring} implements it and {@code ui} calls it.
 */
@NullMarked
package dev.cmkconsole.connection;

import org.jspecify.annotations.NullMarked;
