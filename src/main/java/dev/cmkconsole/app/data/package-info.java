/**
 * Keeps the program's own files: the data folder with a subfolder for each connection, and the settings. This package
 * holds no secret and knows neither Atlas nor AWS. Only the wiring, the commands and the window's start-up call it.
 */
package dev.cmkconsole.app.data;
