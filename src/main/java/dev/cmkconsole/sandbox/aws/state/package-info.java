/**
 * The state of the simulated AWS, its format on disk, and authorization by its policies. This package contains no
 * service operation. Services change the state under its lock.
 */
package dev.cmkconsole.sandbox.aws.state;
