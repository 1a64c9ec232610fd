/**
 * Describes connections by environment variables, as the Atlas CLI, the Terraform provider and the AWS SDK read them.
 * This package opens no connection. The wiring and the commands call it.
 */
package dev.cmkconsole.app.connection;
