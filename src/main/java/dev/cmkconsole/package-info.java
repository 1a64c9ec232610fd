/** The program's entry point, and nothing else: it only chooses between window and command line. Nobody calls it. */
package dev.cmkconsole;
