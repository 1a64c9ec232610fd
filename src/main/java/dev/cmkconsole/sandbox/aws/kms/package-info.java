/**
 * The simulated KMS: keys, aliases, policies, grants, rotation, import, replicas, and real encryption. Each operation
 * evaluates the policies first. {@code AwsFrontDoor} calls {@code KmsService} alone; {@code KmsAccess} decides for all
 * of them.
 */
package dev.cmkconsole.sandbox.aws.kms;
