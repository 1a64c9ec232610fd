/**
 * What the simulated Atlas remembers and what happens in it without a call: clusters change, snapshots are taken, keys
 * are tried again. No HTTP lives here. Resources read and change it under its lock.
 */
package dev.cmkconsole.sandbox.atlas.state;
