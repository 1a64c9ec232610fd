/**
 * Starts the simulated Atlas and AWS on loopback: options, scenarios, their state on disk, and the clock they share.
 * What either service answers lives in the rooms below. Only {@code app} and tests start a {@code Sandbox}.
 */
package dev.cmkconsole.sandbox;
