/**
 * The base of both simulated services: a loopback server with TLS, calls and replies, injected faults, and the request
 * log. It depends on neither Atlas nor AWS. The other packages of {@code sandbox} use it.
 */
package dev.cmkconsole.sandbox.http;
