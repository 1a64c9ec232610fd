/**
 * The wire formats of AWS: signatures, query forms, XML, faults, identifiers, and page markers. It is written from AWS
 * documentation and shares no code with the {@code aws} adapter. Every other package of {@code sandbox.aws} uses it.
 */
package dev.cmkconsole.sandbox.aws.wire;
