/**
 * The procedure that protects a key: only named principals may disable it, schedule its deletion or change its policy.
 * The use of the key stays as it is.
 */
@NullMarked
package dev.cmkconsole.procedure.protect;

import org.jspecify.annotations.NullMarked;
