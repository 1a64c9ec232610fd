/**
 * The formats of the Atlas Admin API: versions, errors with their codes, queries, identifiers, and body members. This
 * package holds no state. Every other package of {@code sandbox.atlas} uses it.
 */
package dev.cmkconsole.sandbox.atlas.http;
