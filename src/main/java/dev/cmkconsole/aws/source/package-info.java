/**
 * Where credentials come from outside AWS' own services: a container, a machine, a program. The SDK's own readers of
 * these have no limit of size or of the whole time.
 */
@NullMarked
package dev.cmkconsole.aws.source;

import org.jspecify.annotations.NullMarked;
