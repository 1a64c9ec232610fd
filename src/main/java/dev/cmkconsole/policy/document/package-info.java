/**
 * IAM and key policies as documents: their parts, their canonical form, condition operators, and the documents that
 * Atlas needs. Every text keeps its characters. It decides nothing about access and knows nothing of this program.
 */
@NullMarked
package dev.cmkconsole.policy.document;

import org.jspecify.annotations.NullMarked;
