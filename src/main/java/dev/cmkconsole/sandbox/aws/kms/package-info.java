/**
 * The simulated KMS: keys, aliases, policies, grants, rotation, import, replicas, and real encryption. Each operation
 * evaluates the policies first. The room above calls {@code KmsService}; {@code KmsAccess} decides for all
 * of them.
 */
package dev.cmkconsole.sandbox.aws.kms;
