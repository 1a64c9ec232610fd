/** A whole plan as one shell script, made from the requests, gates and waits of its steps. */
@NullMarked
package dev.cmkconsole.procedure.script;

import org.jspecify.annotations.NullMarked;
