/**
 * What AWS has, in AWS' own words: keys, roles, policies, access keys and the requests that change them. Values only;
 * nothing here talks to AWS. Every package may use it.
 */
@NullMarked
package dev.cmkconsole.model.aws;

import org.jspecify.annotations.NullMarked;
