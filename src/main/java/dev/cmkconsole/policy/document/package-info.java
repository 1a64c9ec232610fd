/**
 * IAM and key policies as documents: their parts, their canonical form, condition operators, and the documents that
 * Atlas needs. Every text is kept verbatim. This package decides nothing about access and depends on no other part of
 * the program.
 */
@NullMarked
package dev.cmkconsole.policy.document;

import org.jspecify.annotations.NullMarked;
