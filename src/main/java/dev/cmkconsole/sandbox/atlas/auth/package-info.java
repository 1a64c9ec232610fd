/**
 * Who calls the simulated Atlas and what the caller may do: digest and token sign-in, organisations, roles, and access
 * lists. No resource lives here. {@code route} asks it before every call.
 */
package dev.cmkconsole.sandbox.atlas.auth;
