package dev.cmkconsole.service;
/**
 * What the program is connected to, for display and for the journal.
 *
 * @param practice whether nothing here reaches Atlas or AWS
 * @param label {@code practice}, or the base URL of the real service
 */
public record ConnectionInfo(boolean practice, String label) {}
