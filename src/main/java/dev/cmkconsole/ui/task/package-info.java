/** Connects view models with background work. No other package of the screens starts a thread. */
package dev.cmkconsole.ui.task;
