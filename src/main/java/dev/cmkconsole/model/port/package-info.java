/**
 * The interfaces through which the program reaches Atlas, AWS, the journal and the cache. Implementations live
 * elsewhere and are chosen by the wiring. Services and the engine call them.
 */
@NullMarked
package dev.cmkconsole.model.port;

import org.jspecify.annotations.NullMarked;
