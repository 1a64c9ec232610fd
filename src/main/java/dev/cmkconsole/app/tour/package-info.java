/**
 * The tour: drives the real window in practice mode through every procedure, takes pictures, and compares the end with what
 * Atlas, KMS and the history show. It is a command of its own; nothing in the program depends on it.
 */
package dev.cmkconsole.app.tour;
