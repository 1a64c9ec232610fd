/**
 * The single entry point of the screens and commands: read, check, plan, run, and look up the history. It depends on
 * the core and on ports, never on an adapter. Every method blocks. {@code Questions} is the only class here that
 * creates threads.
 */
@NullMarked
package dev.cmkconsole.service;

import org.jspecify.annotations.NullMarked;
