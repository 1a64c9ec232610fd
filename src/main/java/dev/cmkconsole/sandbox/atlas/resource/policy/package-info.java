/** Resource policies of an organization: what they forbid, and which clusters do not comply. */
package dev.cmkconsole.sandbox.atlas.resource.policy;
