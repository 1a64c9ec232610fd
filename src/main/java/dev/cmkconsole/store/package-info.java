/**
 * The local cache of snapshots and the search index over the journal, both in H2. Neither is the only copy of
 * anything: a missing, damaged or older file is built anew. Only the wiring creates it; the program uses it through
 * its ports.
 */
package dev.cmkconsole.store;
