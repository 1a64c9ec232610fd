/**
 * Every word that a person reads, from the message files. It explains the model and decides nothing. The wiring
 * creates {@code Messages}; screens, commands and reports get it from there.
 */
@NullMarked
package dev.cmkconsole.text;

import org.jspecify.annotations.NullMarked;
