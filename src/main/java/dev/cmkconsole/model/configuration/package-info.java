/**
 * Everything of a project that a configuration tool can describe, as Atlas and AWS return it. What was not read is never
 * a value.
 */
@NullMarked
package dev.cmkconsole.model.configuration;

import org.jspecify.annotations.NullMarked;
