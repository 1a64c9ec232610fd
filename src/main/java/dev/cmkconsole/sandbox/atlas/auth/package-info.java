/**
 * Authentication and authorization in the simulated Atlas: digest and token sign-in, organizations, roles, and access
 * lists. This package contains no resource. {@code route} calls it before every call.
 */
package dev.cmkconsole.sandbox.atlas.auth;
