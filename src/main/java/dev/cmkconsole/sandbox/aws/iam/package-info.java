/**
 * The simulated IAM: users, roles, managed policies, and the policy simulator. It answers late on purpose, as IAM's
 * changes take a while to be seen. The room above calls {@code IamService}.
 */
package dev.cmkconsole.sandbox.aws.iam;
