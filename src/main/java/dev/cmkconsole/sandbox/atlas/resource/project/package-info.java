/** What belongs to a project beside its clusters and keys: settings, limits and teams. */
package dev.cmkconsole.sandbox.atlas.resource.project;
