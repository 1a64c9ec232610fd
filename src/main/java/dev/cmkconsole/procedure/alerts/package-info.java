/**
 * The procedure about the alerts on a project's own key: turns them on, sets their threshold, adds recipients, and
 * acknowledges open ones.
 */
@NullMarked
package dev.cmkconsole.procedure.alerts;

import org.jspecify.annotations.NullMarked;
