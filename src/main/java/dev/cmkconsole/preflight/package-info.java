/**
 * All checks, made once each as their evidence arrives, and the report of their answers as text and JSON. It reads
 * nothing by itself and knows no procedure. Services run it; screens and the command line show its report.
 */
@NullMarked
package dev.cmkconsole.preflight;

import org.jspecify.annotations.NullMarked;
