/**
 * The wire formats of AWS: signatures, query forms, XML, faults, identifiers, and markers of pages. It is written from
 * AWS' documents and shares no code with the {@code aws} adapter. Every other room of {@code sandbox.aws} uses it.
 */
package dev.cmkconsole.sandbox.aws.wire;
