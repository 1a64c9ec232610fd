/**
 * The steps that several procedures share: a role, its record in Atlas, its trust, its access to a key, the checks as
 * steps, and saving the key. A step that one procedure alone has lives in that procedure's package. Planners call
 * these classes; the window uses their choices and step ids.
 */
@NullMarked
package dev.cmkconsole.procedure.access;

import org.jspecify.annotations.NullMarked;
