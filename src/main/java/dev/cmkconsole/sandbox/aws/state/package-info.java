/**
 * What the simulated AWS remembers, how it is written to a document and read back, and who may do what by the policies
 * it holds. No operation of a service lives here. Services change it under its lock.
 */
package dev.cmkconsole.sandbox.aws.state;
