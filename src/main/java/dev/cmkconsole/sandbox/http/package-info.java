/**
 * What both simulated services stand on: a server on loopback with TLS, calls and replies, injected faults, and the
 * log of requests. It knows neither Atlas nor AWS. The other rooms of {@code sandbox} use it.
 */
package dev.cmkconsole.sandbox.http;
