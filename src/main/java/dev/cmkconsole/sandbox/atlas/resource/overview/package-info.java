/** What Atlas tells about clusters across projects, and about the versions that clusters can have. */
package dev.cmkconsole.sandbox.atlas.resource.overview;
