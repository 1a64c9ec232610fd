/** The hardware of clusters: what a request leaves out, and what Atlas refuses. */
package dev.cmkconsole.sandbox.atlas.resource.hardware;
