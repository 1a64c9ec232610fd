/**
 * The tour operates the real window in practice mode through every procedure and takes pictures. It compares the end
 * state with Atlas, KMS and the history. It is a separate command; nothing in the program depends on it.
 */
package dev.cmkconsole.app.tour;
