/**
 * Light, dark and the program's own colours on top of AtlantaFX. It knows no screen.
 */
package dev.cmkconsole.ui.theme;
