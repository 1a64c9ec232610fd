/**
 * The state of the simulated Atlas, and its changes without a call: cluster changes, snapshots and key checks. This
 * package contains no HTTP. Resources read and change the state under its lock.
 */
package dev.cmkconsole.sandbox.atlas.state;
