/**
 * What the program keeps on disk for itself: the data folder with a sub-folder for each connection, and the settings. It
 * holds no secret and knows neither Atlas nor AWS. Only the wiring, the commands and the window's start-up call it.
 */
package dev.cmkconsole.app.data;
