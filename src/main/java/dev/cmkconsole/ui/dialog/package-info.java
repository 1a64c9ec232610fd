/**
 * Questions to the user, files to save, and the desktop around the window. The package contains interfaces for view
 * models and their JavaFX implementations. It knows no procedure and no screen.
 */
package dev.cmkconsole.ui.dialog;
