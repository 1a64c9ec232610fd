/**
 * The forms of the Atlas Admin API: versions, errors with their codes, queries, identifiers, and members of a body. No
 * state lives here. Every other room of {@code sandbox.atlas} uses it.
 */
package dev.cmkconsole.sandbox.atlas.http;
