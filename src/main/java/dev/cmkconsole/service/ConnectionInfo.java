package dev.cmkconsole.service;
/**
 * The target of the connection, for display and for the journal.
 *
 * @param practice whether nothing here reaches Atlas or AWS
 * @param label {@code practice}, or the base URL of the real service
 */
public record ConnectionInfo(boolean practice, String label) {}
