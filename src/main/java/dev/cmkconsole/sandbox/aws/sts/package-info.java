/**
 * The simulated STS: caller identity, role sessions, and MFA codes. {@code state} stores the sessions. The parent
 * package calls {@code StsService}.
 */
package dev.cmkconsole.sandbox.aws.sts;
