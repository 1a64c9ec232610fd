/**
 * The client of the Atlas Admin API: signing in, requests, retries of reads, and errors as problems. Only here is
 * Atlas' JSON read. The wiring creates it; the program uses it through {@link
 * dev.cmkconsole.model.port.AtlasGateway}.
 */
@NullMarked
package dev.cmkconsole.atlas;

import org.jspecify.annotations.NullMarked;
