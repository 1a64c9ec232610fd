/**
 * The contract between the window and the wiring: connection requests, the current connection, and the most recent one.
 * {@code app.wiring} implements it and {@code ui} calls it.
 */
@NullMarked
package dev.cmkconsole.connection;

import org.jspecify.annotations.NullMarked;
