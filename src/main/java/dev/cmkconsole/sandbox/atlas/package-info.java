/**
 * The simulated Atlas Admin API as one service, and its state as a scenario describes it. The resources, their rules
 * and the sign-in live in the rooms below. {@code Sandbox} creates it and hands it the AWS side.
 */
package dev.cmkconsole.sandbox.atlas;
