/**
 * The procedure that deauthorizes a role record of a project in Atlas and, if wanted, takes back what the record left in
 * AWS: Atlas' statement in the role's trust policy, or the IAM role itself. It also removes trust that is left over.
 */
@NullMarked
package dev.cmkconsole.procedure.roles;

import org.jspecify.annotations.NullMarked;
