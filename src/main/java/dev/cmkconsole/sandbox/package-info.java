/**
 * Starts the simulated Atlas and AWS on loopback: options, scenarios, their state on disk, and the clock they share.
 * The subpackages define the answers of each service. Only {@code app} and tests start a {@code Sandbox}.
 */
package dev.cmkconsole.sandbox;
