/**
 * The procedure that makes Atlas reach a project's key through private endpoints to AWS KMS only, with an endpoint in
 * every region of the clusters, or over public addresses again. Clusters are encrypted by another procedure.
 */
@NullMarked
package dev.cmkconsole.procedure.network;

import org.jspecify.annotations.NullMarked;
