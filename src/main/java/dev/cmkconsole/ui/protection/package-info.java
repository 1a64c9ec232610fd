/**
 * The sections about what protects a project's key: who may end it, and the policies of the organization that require
 * keys. Only the list of procedures calls them.
 */
package dev.cmkconsole.ui.protection;
