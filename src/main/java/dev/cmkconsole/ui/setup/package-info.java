/**
 * The pages for what a project has beside its key: the encryption of search nodes, and turning the key off. Only
 * the list of procedures calls them.
 */
package dev.cmkconsole.ui.setup;
