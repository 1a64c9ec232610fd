/**
 * Finds the resource for a method and path, limits the rate of calls, and pages through lists. It depends on no
 * resource. {@code AtlasCloud} fills it, and the server calls it.
 */
package dev.cmkconsole.sandbox.atlas.route;
