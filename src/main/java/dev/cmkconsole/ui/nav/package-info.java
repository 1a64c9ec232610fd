/**
 * Where the user is and how to get elsewhere: places, screens, tabs, pages, and what the window gives them. It knows no
 * particular screen; every screen calls it.
 */
package dev.cmkconsole.ui.nav;
