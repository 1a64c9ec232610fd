/**
 * The constructors that assemble the program: gateways, journal, cache and service of one connection. No other package
 * creates an adapter. Command, window and tour get connections from here.
 */
package dev.cmkconsole.app.wiring;
