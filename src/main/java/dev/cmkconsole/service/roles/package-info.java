/** The door of the screens to the role records of a project. */
@NullMarked
package dev.cmkconsole.service.roles;

import org.jspecify.annotations.NullMarked;
