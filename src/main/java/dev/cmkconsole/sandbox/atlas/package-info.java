/**
 * The simulated Atlas Admin API as one service, and the seeding of its state from a scenario. The subpackages hold the
 * resources, their rules and the sign-in. {@code Sandbox} creates the service and passes it the AWS side.
 */
package dev.cmkconsole.sandbox.atlas;
