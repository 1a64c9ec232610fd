/**
 * What a check is: its id, its evidence and the forms of its answer. The checks themselves live in the packages
 * below, by what they examine. {@link dev.cmkconsole.preflight.Preflight} lists them.
 */
@NullMarked
package dev.cmkconsole.preflight.check;

import org.jspecify.annotations.NullMarked;
