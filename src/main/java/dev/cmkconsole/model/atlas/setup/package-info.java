/** What a project has beside its key and its clusters: private endpoints to KMS, search nodes, policies that bind it. */
@NullMarked
package dev.cmkconsole.model.atlas.setup;

import org.jspecify.annotations.NullMarked;
