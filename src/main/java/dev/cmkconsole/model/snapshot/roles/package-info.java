/** What stands around the role records of a project: the account's roles, and the records of other projects. */
@NullMarked
package dev.cmkconsole.model.snapshot.roles;

import org.jspecify.annotations.NullMarked;
