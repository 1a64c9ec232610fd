/**
 * The window as a whole: its list of screens, its start and its end. The content of the screens belongs to {@code ui},
 * which does not know this package.
 */
package dev.cmkconsole.app.window;
