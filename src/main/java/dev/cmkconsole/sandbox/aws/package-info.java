/**
 * The simulated AWS: one address that finds service, account and region of a signed request. It also holds what the
 * simulated Atlas does in AWS with its own credentials. KMS, IAM and STS live in the rooms below.
 */
package dev.cmkconsole.sandbox.aws;
