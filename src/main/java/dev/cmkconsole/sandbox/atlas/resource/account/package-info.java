/** Service accounts, of a project and of an organization. */
package dev.cmkconsole.sandbox.atlas.resource.account;
