/**
 * Small controls and texts that screens share: identifiers, badges, facts, tables, times. They hold no state of the program
 * and call no service.
 */
package dev.cmkconsole.ui.view;
