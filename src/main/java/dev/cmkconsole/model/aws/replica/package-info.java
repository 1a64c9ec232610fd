/** A multi-Region key in the regions of a project's clusters. */
@NullMarked
package dev.cmkconsole.model.aws.replica;

import org.jspecify.annotations.NullMarked;
