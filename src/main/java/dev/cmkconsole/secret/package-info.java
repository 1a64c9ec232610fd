/**
 * Values that never print themselves, and the redaction of texts before they are written. This package stores nothing
 * and reaches nothing that writes. Adapters, the wiring and the window use it.
 */
@NullMarked
package dev.cmkconsole.secret;

import org.jspecify.annotations.NullMarked;
