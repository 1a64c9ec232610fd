/**
 * The journal in a file: its format, its chain of hashes, writing, reading, checking, exporting and archiving. What a
 * run writes into it is decided in {@code procedure.run}, and what a report makes of it in {@code report}. The wiring
 * and the commands call it; screens and procedures know only the port {@code Journal}.
 */
package dev.cmkconsole.journal;
