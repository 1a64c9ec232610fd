/**
 * The client of STS, IAM and KMS on the AWS SDK: credentials, requests, and errors as problems. The SDK's types do
 * not leave it. The wiring creates it; the program uses it through {@link dev.cmkconsole.model.port.AwsGateway}.
 */
@NullMarked
package dev.cmkconsole.aws;

import org.jspecify.annotations.NullMarked;
