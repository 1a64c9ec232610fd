/**
 * What still needs a key that a project once used, judged once for the check of old keys, the list of keys and the plans
 * that give up a key. Reading the evidence is the service's task.
 */
@NullMarked
package dev.cmkconsole.preflight.need;

import org.jspecify.annotations.NullMarked;
