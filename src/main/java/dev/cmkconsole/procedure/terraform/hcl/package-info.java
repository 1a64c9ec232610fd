/** Terraform's configuration language as values, and their text in the form of {@code terraform fmt}. */
@NullMarked
package dev.cmkconsole.procedure.terraform.hcl;

import org.jspecify.annotations.NullMarked;
