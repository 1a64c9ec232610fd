/**
 * One class per resource of the Atlas Admin API: what it accepts, refuses and answers. State that outlives a call is in
 * {@code state}. {@code AtlasCloud} registers every resource in the router.
 */
package dev.cmkconsole.sandbox.atlas.resource;
