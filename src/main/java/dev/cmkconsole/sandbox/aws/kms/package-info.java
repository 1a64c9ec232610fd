/**
 * The simulated KMS: keys, aliases, policies, grants, rotation, import, replicas, and real encryption. Each operation
 * evaluates the policies first. The parent package calls {@code KmsService}; {@code KmsAccess} decides for all
 * operations.
 */
package dev.cmkconsole.sandbox.aws.kms;
