/**
 * The simulated AWS: one address that finds the service, account and Region of a signed request. It also performs the
 * simulated Atlas' own calls to AWS. The subpackages hold KMS, IAM and STS.
 */
package dev.cmkconsole.sandbox.aws;
