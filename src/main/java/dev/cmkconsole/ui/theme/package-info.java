/** Light theme, dark theme, and the program's own colors on top of AtlantaFX. It knows no screen. */
package dev.cmkconsole.ui.theme;
