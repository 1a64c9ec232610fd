/**
 * The simulated IAM: users, roles, managed policies, and the policy simulator. Changes become visible late on purpose,
 * as in the real IAM. The parent package calls {@code IamService}.
 */
package dev.cmkconsole.sandbox.aws.iam;
