/**
 * Files and digests: whole files in place of old ones, permissions for the owner alone, SHA-256, rows of CSV. It knows
 * nothing of this program, and no file format of its own lives here. Whoever writes to disk may call it: the adapters, the wiring, the
 * sandbox, and the window where a user saves a report. The core writes through ports and does not.
 */
@NullMarked
package dev.cmkconsole.io;

import org.jspecify.annotations.NullMarked;
