/**
 * The window: builds the frame, shows it, and then connects. Screens live in packages of their own and do not know this
 * one. The wiring and the tour call it.
 */
package dev.cmkconsole.ui;
