/**
 * The settings screen: selecting, testing and opening a connection, the theme, and the location of the data. A typed
 * secret is passed when it is used and is not kept.
 */
package dev.cmkconsole.ui.settings;
