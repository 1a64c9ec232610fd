/** The command-line options of the procedures that accompany the life of a key. */
package dev.cmkconsole.app.options.lifecycle;
