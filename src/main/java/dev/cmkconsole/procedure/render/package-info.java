/**
 * Requests as texts that a person can run: curl, the Atlas CLI, the AWS CLI and Terraform. Nothing here decides what a
 * procedure does. Planners call it for the texts of their steps.
 */
@NullMarked
package dev.cmkconsole.procedure.render;

import org.jspecify.annotations.NullMarked;
