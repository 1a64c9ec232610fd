/**
 * A project as one Terraform configuration: everything that was read, with the requests of a plan carried out on it. It
 * knows requests and no procedure, so that a new procedure needs nothing here.
 */
@NullMarked
package dev.cmkconsole.procedure.terraform;

import org.jspecify.annotations.NullMarked;
