/**
 * The simulated STS: who the caller is, sessions of roles, and codes of a second factor. Sessions live in {@code
 * state}. {@code AwsFrontDoor} calls {@code StsService} alone.
 */
package dev.cmkconsole.sandbox.aws.sts;
