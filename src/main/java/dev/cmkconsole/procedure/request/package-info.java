/**
 * The changing requests of the Atlas Admin API, with path, version and body. Requests to AWS are types of model.aws.
 * Planners and the steps that they share build their requests here.
 */
@NullMarked
package dev.cmkconsole.procedure.request;

import org.jspecify.annotations.NullMarked;
