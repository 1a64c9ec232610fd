/**
 * The frame around every screen: the rail, the top bar, banners, and the pages that stay alive. It knows places but not
 * the screens that show them. Only the window calls it.
 */
package dev.cmkconsole.ui.shell;
