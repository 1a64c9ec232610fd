/**
 * Navigation: places, screens, tabs, pages, and the window services that they use. This package knows no particular
 * screen; every screen calls it.
 */
package dev.cmkconsole.ui.nav;
