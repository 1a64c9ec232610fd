/**
 * Questions to the user, files to save, and the desktop around the window, as interfaces that view models use and as JavaFX.
 * It knows no procedure and no screen.
 */
package dev.cmkconsole.ui.dialog;
