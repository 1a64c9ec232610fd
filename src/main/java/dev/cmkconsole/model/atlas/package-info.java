/**
 * What Atlas has, in Atlas' own words: projects, clusters, access roles, the encryption configuration and the
 * requests that change them. Values only; nothing here talks to Atlas. Every package may use it.
 */
@NullMarked
package dev.cmkconsole.model.atlas;

import org.jspecify.annotations.NullMarked;
