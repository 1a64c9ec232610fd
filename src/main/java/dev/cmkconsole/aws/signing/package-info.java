/** How requests to AWS are signed. The clients of the AWS SDK and their doubles in tests use it. */
@NullMarked
package dev.cmkconsole.aws.signing;

import org.jspecify.annotations.NullMarked;
