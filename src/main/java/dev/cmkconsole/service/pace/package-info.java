/** How fast the projects of an organization are read. */
@NullMarked
package dev.cmkconsole.service.pace;

import org.jspecify.annotations.NullMarked;
