/**
 * The history screen: search, one entry in detail, a run as a whole, export, and restoring a document. It reads through
 * the service and never opens the journal itself.
 */
package dev.cmkconsole.ui.history;
