/**
 * The procedure that lets KMS rotate the material of the project's key, automatically or once. A change to another key is
 * procedure.rotate. The window and the command line build the choices and run the planner.
 */
@NullMarked
package dev.cmkconsole.procedure.awsrotation;

import org.jspecify.annotations.NullMarked;
