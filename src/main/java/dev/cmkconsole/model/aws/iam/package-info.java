/** What IAM tells about roles beyond the documents of a single one. */
@NullMarked
package dev.cmkconsole.model.aws.iam;

import org.jspecify.annotations.NullMarked;
