/**
 * The settings screen: choosing, trying and making a connection, the theme, and where the data lies. A typed secret is handed
 * over when it is used and is kept nowhere.
 */
package dev.cmkconsole.ui.settings;
