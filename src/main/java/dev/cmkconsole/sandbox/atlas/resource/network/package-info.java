/** Network containers of a project: the private networks of its dedicated clusters in each cloud. */
package dev.cmkconsole.sandbox.atlas.resource.network;
