/** What the resource policies of an Atlas organization mean for a project and its clusters. */
@NullMarked
package dev.cmkconsole.preflight.organization;

import org.jspecify.annotations.NullMarked;
