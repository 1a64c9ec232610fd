/**
 * The one way from a view model to the background and back. No other package of the screens starts a thread.
 */
package dev.cmkconsole.ui.task;
