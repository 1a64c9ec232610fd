/**
 * The procedure that makes an organization require customer keys, or stops requiring them, by its resource policies.
 * What a project's own key is belongs to other procedures.
 */
@NullMarked
package dev.cmkconsole.procedure.requirekeys;

import org.jspecify.annotations.NullMarked;
