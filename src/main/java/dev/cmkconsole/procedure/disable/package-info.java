/**
 * The procedure that turns encryption with a project's own key off: endpoints, search nodes, clusters, and then the
 * project. The key and the role stay, because snapshots need them. What becomes of the key is the subject of old keys.
 */
@NullMarked
package dev.cmkconsole.procedure.disable;

import org.jspecify.annotations.NullMarked;
