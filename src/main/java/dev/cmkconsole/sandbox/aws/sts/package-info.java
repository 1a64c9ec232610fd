/**
 * The simulated STS: who the caller is, sessions of roles, and codes of a second factor. Sessions live in {@code
 * state}. The room above calls {@code StsService}.
 */
package dev.cmkconsole.sandbox.aws.sts;
